import { z } from 'zod';
import type { Given, LinkHolder, Links, UploadHolder } from '../../usecases/links.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import type { Sealer } from './seal.ts';

const holder = z.object({
  platform: z.enum(['slack', 'teams', 'web', 'mail']),
  accountId: z.string(),
  email: z.string().nullable(),
});
const values = z.record(z.string(), z.string());
const act = z.object({ kind: z.enum(['look', 'form']), command: z.string(), values });
const file = z.object({ file: z.string(), values });
const feed = z.object({ personId: z.string(), generation: z.number() });
const expiry = { until: z.number() };
const kept = z.object({ hash: z.string(), name: z.string(), kind: z.string(), bytes: z.number() });
/** As short as may be: some platforms carry several of them in one button. */
const upload = z.object({
  ...expiry,
  by: z.tuple([z.string(), z.string()]),
  kept: kept.optional(),
  refused: z.looseObject({ code: z.string() }).optional(),
});
const actToken = z.object({ ...expiry, holder, act });
const fileToken = z.object({ ...expiry, holder, file });

const MS_PER_HOUR = 3_600_000;
const ACT = 'link-act';
const FILE = 'link-file';
const FEED = 'link-feed';
const UPLOAD = 'upload';

export interface LinkParts {
  readonly sealer: Sealer;
  /** Without a slash at its end; asked each time, since a free port is only known once the server listens. */
  readonly publicUrl: () => string;
  readonly now: () => Temporal.Instant;
}

/** Links as sealed tokens in the address: no cookie, no server-side state, nothing readable in a proxy's log. */
export function createLinks({ sealer, publicUrl, now }: LinkParts): Links {
  const until = (hours: number) => now().epochMilliseconds + Math.floor(hours * MS_PER_HOUR);
  const read = <T extends { readonly until: number }>(
    purpose: string,
    token: string,
    schema: z.ZodType<T>,
  ): T | null => {
    const parsed = schema.safeParse(sealer.open(purpose, token));
    return parsed.success && parsed.data.until > now().epochMilliseconds ? parsed.data : null;
  };
  const url = (path: string, purpose: string, sealed: JsonObject) =>
    `${publicUrl()}/${path}/${sealer.seal(purpose, sealed)}`;
  const plain = ({ platform, accountId, email }: LinkHolder) => ({ platform, accountId, email });
  return {
    actUrl: (who, { kind, command, values: given }, hours) =>
      url('suite', ACT, { until: until(hours), holder: plain(who), act: { kind, command, values: given } }),
    fileUrl: (who, { file: name, values: given }, hours) =>
      url('fichier', FILE, {
        until: until(hours),
        holder: plain(who),
        file: { file: name, values: given },
      }),
    readAct: (token) => {
      const opened = read(ACT, token, actToken);
      return opened === null
        ? null
        : {
            holder: opened.holder,
            act: opened.act,
            untilAt: Temporal.Instant.fromEpochMilliseconds(opened.until),
          };
    },
    checkUrl: (number, hash) => `${publicUrl()}/verification/${number}/${hash}`,
    readFile: (token) => read(FILE, token, fileToken),
    sealUpload: ({ platform, accountId }, given, hours) => {
      const what = given.kind === 'kept' ? { kept: { ...given.file } } : { refused: { ...given.reason } };
      return sealer.seal(UPLOAD, { until: until(hours), by: [platform, accountId], ...what });
    },
    readUpload: (token) => {
      const opened = read(UPLOAD, token, upload);
      const given = opened === null ? null : givenIn(opened);
      if (opened === null || given === null) return null;
      const [platform, accountId] = opened.by;
      return { holder: { platform: platform as UploadHolder['platform'], accountId }, given };
    },
    feedUrl: ({ personId, generation }) => `${url('calendrier', FEED, { personId, generation })}.ics`,
    readFeed: (token) => {
      const parsed = feed.safeParse(sealer.open(FEED, token));
      return parsed.success ? parsed.data : null;
    },
  };
}

/** The seal vouches for the shape of what was sealed here. */
function givenIn(opened: z.output<typeof upload>): Given | null {
  if (opened.kept !== undefined) return { kind: 'kept', file: opened.kept } as Given;
  return opened.refused === undefined
    ? null
    : ({ kind: 'refused', reason: opened.refused } as unknown as Given);
}
