import type { Intake } from '../../usecases/attachments/intake.ts';
import type { Room } from '../../usecases/attachments/room.ts';
import { type Fetched, takeSent } from '../../usecases/attachments/sent.ts';
import type { Ask } from '../../usecases/bot.ts';
import type { UploadHolder } from '../../usecases/links.ts';
import type { Log } from '../../usecases/log.ts';
import type { Place } from './acts.ts';
import { slackErrorCode } from './api-errors.ts';
import { download } from './download.ts';
import { faultOf } from './fault.ts';
import { readObject } from './payload.ts';
import { readFile, type SlackFile } from './sent-file.ts';
import type { Workspaces } from './workspaces.ts';

export interface FileDeskParts {
  readonly workspaces: Workspaces;
  readonly apiUrl: string;
  readonly intake: Intake;
  readonly log: Log;
  /** How long all the files of one act may take, in milliseconds. */
  readonly limitMs: number;
}

/** What came with an act, to be taken in for whoever did it. */
export interface WithFiles {
  readonly place: Place;
  readonly ask: Ask;
  readonly files: readonly SlackFile[];
}

export interface FileDesk {
  /** The ask that names the files once they are taken in. Throws `StoreError`. */
  takeIn(act: WithFiles, holder: UploadHolder): Promise<Ask>;
}

/** Fetches the files that people give on Slack: new ones of a field stand in place of those that it held. */
export function createFileDesk({ workspaces, apiUrl, intake, log, limitMs }: FileDeskParts): FileDesk {
  async function fetchOne(file: SlackFile, place: Place, room: Room, signal: AbortSignal): Promise<Fetched> {
    try {
      const client = await workspaces.clientOf(place);
      const { url, bytes } = file.isStub
        ? readFile(readObject((await client.files.info({ file: file.id })).file, 'the file'), null)
        : file;
      if (bytes > room.mostBytes) return 'too-large';
      if (url === null) return { why: 'no-address' };
      return await download({ url, token: client.token ?? '', apiUrl, room, signal });
    } catch (error) {
      return { why: slackErrorCode(error) ?? faultOf(error) };
    }
  }

  return {
    async takeIn({ place, ask, files }, holder) {
      const signal = AbortSignal.timeout(limitMs);
      const take = (some: readonly SlackFile[]) => {
        const sent = some.map((file) => ({
          name: file.name,
          fetch: (room: Room) => fetchOne(file, place, room, signal),
        }));
        return takeSent(intake, holder, sent, ({ why }) => log.warn('slack.file-not-fetched', { why }));
      };
      if (ask.kind === 'text') return { ...ask, files: await take(files) };
      const values: Record<string, string> = { ...ask.values };
      for (const [field, given] of Object.entries(Object.groupBy(files, (file) => file.field ?? '')))
        values[field] = await take(given ?? []);
      return { ...ask, values };
    },
  };
}
