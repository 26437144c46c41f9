import type { Intake } from '../../usecases/attachments/intake.ts';
import type { Room } from '../../usecases/attachments/room.ts';
import { type Fetched, takeSent } from '../../usecases/attachments/sent.ts';
import type { Ask } from '../../usecases/bot.ts';
import type { UploadHolder } from '../../usecases/links.ts';
import type { Log } from '../../usecases/log.ts';
import type { Authentication } from './auth.ts';
import { download } from './download.ts';
import { addressOf, type TeamsFile } from './sent-file.ts';
import type { Tokens } from './tokens.ts';

export interface FileDeskParts {
  readonly intake: Intake;
  readonly token: Tokens;
  readonly admits: Authentication['admits'];
  readonly log: Log;
  /** How long all the files of one message may take, in milliseconds. */
  readonly limitMs: number;
}

/** What came with a message. */
export interface WithFiles {
  readonly ask: Ask;
  readonly files: readonly TeamsFile[];
  /** Where Teams is reached, which the gate has admitted. */
  readonly serviceUrl: string;
}

export interface FileDesk {
  /** The ask that names the files once they are taken in. Throws `StoreError`. */
  takeIn(message: WithFiles, holder: UploadHolder): Promise<Ask>;
}

/** Fetches the files that people send to the bot. The bot's token goes to the Bot Connector and nowhere else. */
export function createFileDesk({ intake, token, admits, log, limitMs }: FileDeskParts): FileDesk {
  async function fetchOne(
    file: TeamsFile,
    serviceUrl: string,
    room: Room,
    signal: AbortSignal,
  ): Promise<Fetched> {
    const address = addressOf(file, serviceUrl, admits);
    if (address === null) return { why: 'address' };
    try {
      const headers = file.isInline ? await signed(signal) : {};
      return await download(address, { headers, room, signal });
    } catch {
      // `download` does not throw.
      return { why: 'token' };
    }
  }

  /** For the Bot Connector. Rejects where there is no token in time. */
  async function signed(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    const held = await Promise.race([token(), late]);
    return held === null ? {} : { authorization: `Bearer ${held}` };
  }

  return {
    async takeIn({ ask, files, serviceUrl }, holder) {
      if (ask.kind !== 'text') return ask;
      const signal = AbortSignal.timeout(limitMs);
      const sent = files.map((file) => ({
        name: file.name,
        fetch: (room: Room) => fetchOne(file, serviceUrl, room, signal),
      }));
      const named = await takeSent(intake, holder, sent, ({ why }) =>
        log.warn('teams.file-not-fetched', { why }),
      );
      return { ...ask, files: named };
    },
  };
}
