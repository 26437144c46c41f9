import { plainText } from '../../cards/plain-text.ts';
import { verifierOf } from '../store/hash.ts';
import { createBot } from '../usecases/answer.ts';
import { commands } from '../usecases/commands.ts';
import type { Core } from '../usecases/core.ts';
import { ConfigError } from '../usecases/errors.ts';
import { decodeText } from '../usecases/text-bytes.ts';
import type { Output } from './records-verbs.ts';
import { readBytes } from './text-file.ts';
import { textsOf } from './texts.ts';

/**
 * `jalon import <file.csv> [--track id]`: the command `import` with a file, in the name of the first configured
 * coordinator. UTF-8 or Windows-1252, as Excel writes. 0 when all was recorded, 1 when nothing was.
 */
export async function importVerb(
  core: Core,
  path: string,
  track: string | null,
  out: Output,
): Promise<number> {
  const [coordinator] = core.settings.coordinatorEmails;
  if (coordinator === undefined) {
    throw new ConfigError('Import impossible', {
      faults: ["JALON_COORDINATORS est vide : l'import se fait au nom de la coordination"],
    });
  }
  const bot = createBot({
    ...core,
    commands,
    onRecorded: () => undefined,
    onErased: () => undefined,
    ...verifierOf(core.store),
    texts: textsOf,
  });
  const visitor = {
    platform: 'mail' as const,
    accountId: coordinator,
    email: coordinator,
    name: null,
    reference: null,
  };
  const fichier = decodeText(readBytes(path));
  const values = track === null ? { fichier } : { fichier, parcours: track };
  const key = `cli:${core.newId()}`;
  const reply = await bot.answer({
    visitor,
    key,
    correlationId: key,
    ask: { kind: 'submit', command: 'import', values },
  });
  if (reply.kind === 'form') return 1;
  (reply.kind === 'card' ? out.print : out.printError)(plainText(reply.card));
  return reply.kind === 'card' ? 0 : 1;
}
