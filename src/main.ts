import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Config, isTrial, readConfig } from './config.ts';
import type { PartyFacts } from './domain/track/facts.ts';
import { dayOption, MisuseError, optionsOf } from './main/arguments.ts';
import { backupVerb } from './main/backup-verb.ts';
import { openCore, openRecords, programmeOf, type Records } from './main/core.ts';
import { importVerb } from './main/import-verb.ts';
import { linksOf, publicUrlOf } from './main/links.ts';
import { lintVerb } from './main/lint-verb.ts';
import { createLog, secretsIn } from './main/log.ts';
import { giveBackMemory } from './main/memory.ts';
import { planVerb } from './main/plan-verb.ts';
import { loadProgramme } from './main/programme.ts';
import { exportVerb, type Output, verifyIncidentVerb, verifyVerb } from './main/records-verbs.ts';
import { replayVerb } from './main/replay-verb.ts';
import { ConfigError, StoreError } from './usecases/errors.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/u, '');
const LEFT_TO_END_MS = 500;
const USAGE = `Usage : npm run jalon -- <verbe> [options]
  serve                                   démarrer Jalon
  plan <fichier> [--json] …               calculer un calendrier (art. 5)
  lint <fichier> [--json]                 relire une convention ou un programme
  replay --from J --to J [--import csv]   rejouer une période sans rien envoyer
  import <fichier.csv> [--track id]       importer collectivités et référents
  export [--json]                         tout ce qui est enregistré
  verify [--incident INC-…] [--json]      vérifier la chaîne du journal, ou un signalement
  backup <fichier>                        copier le registre SQLite, et vérifier la copie
  tick                                    regarder une fois ce qui est dû, et l'envoyer
  doctor [--json]                         dire ce qui est configuré et ce qui manque`;

/** Why the address or the port cannot be listened to, by the system's code. */
const UNHEARD: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'Le port est déjà utilisé : choisissez-en un autre (PORT=3979 npm start), ou PORT=0 pour un port libre.',
  EADDRNOTAVAIL: "HOST n'est pas une adresse de cette machine.",
  ENOTFOUND: "HOST n'est pas une adresse de cette machine.",
  EACCES: 'Le système refuse ce port : choisissez-en un au-dessus de 1023, ou accordez-en le droit à Jalon.',
};

const out: Output = {
  print: (text) => process.stdout.write(`${text}\n`),
  printError: (text) => process.stderr.write(`${text}\n`),
};

// A reader that has seen enough (`… | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2));

/** Runs a verb: 0 done, 1 refused, 2 misuse. */
async function run([verb, ...args]: readonly string[]): Promise<number> {
  try {
    switch (verb) {
      case 'serve':
        return await start(readConfig(ROOT));
      case 'plan':
        return planVerb(args, { ...out, readProgramme: loadProgramme });
      case 'lint':
        return await lintVerb(args, mgpOfProgramme, out);
      case 'replay':
        return await replay(args);
      case 'import':
        return await importFile(args);
      case 'export': {
        const { values } = optionsOf(args, { json: { type: 'boolean' } });
        return await withRecords(readConfig(ROOT), 'read', (records) =>
          exportVerb(records, values.json === true, out),
        );
      }
      case 'verify': {
        const { values } = optionsOf(args, { json: { type: 'boolean' }, incident: { type: 'string' } });
        const { json = false, incident } = values;
        return await withRecords(readConfig(ROOT), 'read', (records) =>
          incident === undefined
            ? verifyVerb(records, json, out)
            : verifyIncidentVerb(records, incident, json, out),
        );
      }
      case 'backup':
        return await backupVerb(readConfig(ROOT), optionsOf(args, {}).positionals[0], out);
      case 'tick':
        return await tick(readConfig(ROOT));
      case 'doctor': {
        const { values } = optionsOf(args, { json: { type: 'boolean' } });
        // It asks the mail server too, through a library that nobody else needs in memory.
        const { doctorVerb } = await import('./main/doctor-verb.ts');
        return await doctorVerb(readConfig(ROOT), ROOT, values.json === true, out);
      }
      case undefined:
      case 'help':
      case '--help':
        out.print(USAGE);
        return 0;
      default:
        out.printError(USAGE);
        return 2;
    }
  } catch (error) {
    return explain(error);
  }
}

async function start(config: Config): Promise<number> {
  const log = createLog(isTrial(config) ? 'warn' : 'info', secretsIn(config));
  // The platforms' SDKs are loaded where they are used: the other verbs answer at once.
  const { serve } = await import('./main/serve.ts');
  const running = await serve(config, ROOT, log);
  giveBackMemory();
  if (running.isTrial && config.databaseUrl !== null)
    out.printError("DATABASE_URL n'est pas utilisé en mode essai : rien de fictif n'y est écrit.");
  if (running.isTrial && config.mail !== null)
    out.printError("SMTP_URL n'est pas utilisé en mode essai : sans Slack ni Teams, aucun courriel ne part.");
  const url = publicUrlOf({ ...config, publicUrl: null }, running.port);
  out.print(running.isTrial ? trialWords(url) : `Jalon écoute sur ${url}`);
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGTERM', resolve);
  process.once('SIGINT', resolve);
  await promise;
  await running.stop();
  // A call that hangs keeps its socket open for a while yet: nothing waits for it any more.
  setTimeout(() => process.exit(0), LEFT_TO_END_MS).unref();
  return 0;
}

function trialWords(url: string): string {
  return `Jalon est prêt, en mode essai (données fictives, horloge virtuelle) : ${url}/essai
Sept choses à essayer :
  1. En tant qu'Amina (agente de Choisy-le-Roi), écrire « inscription Choisy-le-Roi » et remplir le formulaire.
  2. En tant que Camille (coordination), confirmer d'un bouton, puis désigner référente Fatou Keïta, qui n'a que le courriel.
  3. En tant que Camille, écrire « comite operationnel 14/07/2026 10:00 », puis répondre à l'invitation, par courriel aussi.
  4. Avancer l'horloge jusqu'au prochain message, puis, en tant qu'Amina, signaler un retard depuis le rappel.
  5. En tant que Camille, écrire « livrable deposer », puis le valider en tant qu'Amina.
  6. En tant qu'Amina, écrire « incident » ; Camille en accuse réception.
  7. En tant qu'Amina, écrire « texte verifier » et coller un texte à publier ; « avis demander » l'envoie à Sofia.`;
}

async function tick(config: Config): Promise<number> {
  const { tickVerb } = await import('./main/tick-verb.ts');
  return tickVerb(config, ROOT, createLog('info', secretsIn(config)));
}

/** The Métropole as the configured programme names it. */
function mgpOfProgramme(): PartyFacts | null {
  return programmeOf(readConfig(ROOT), ROOT, { ofTrial: false })[0]?.mgp ?? null;
}

async function replay(args: readonly string[]): Promise<number> {
  const { values } = optionsOf(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    import: { type: 'string' },
    json: { type: 'boolean' },
  });
  const config = readConfig(ROOT);
  const from = dayOption('from', values.from);
  const to = dayOption('to', values.to);
  if (Temporal.PlainDate.compare(from, to) > 0) throw new MisuseError('--from est postérieur à --to');
  const options = {
    from,
    to,
    json: values.json === true,
    importPath: values.import ?? null,
    coordinators: config.coordinators,
  };
  const tracks = programmeOf(config, ROOT, { ofTrial: false });
  return withRecords(config, 'read', ({ store }) =>
    replayVerb(store, tracks, options, createLog('warn'), out),
  );
}

async function importFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(args, { track: { type: 'string' } });
  const [path] = positionals;
  if (path === undefined)
    throw new MisuseError('Indiquez le fichier CSV : npm run jalon -- import fichier.csv');
  const config = readConfig(ROOT);
  const now = () => Temporal.Now.instant();
  const links = linksOf(config, now);
  const parts = { now, newId: randomUUID, log: createLog('warn'), links };
  return withRecords(config, 'write', async ({ store, ofTrial }) => {
    const core = await openCore(store, programmeOf(config, ROOT, { ofTrial }), config.coordinators, parts);
    return importVerb(core, path, values.track ?? null, out);
  });
}

async function withRecords<T>(
  config: Config,
  use: 'read' | 'write',
  work: (records: Records) => Promise<T>,
): Promise<T> {
  const records = await openRecords(config, use);
  if (isTrial(config)) out.printError(`Aucune plateforme configurée, registre lu : ${records.place}`);
  try {
    return await work(records);
  } finally {
    await records.store.close();
  }
}

function explain(error: unknown): number {
  if (error instanceof MisuseError) {
    out.printError(error.message);
    return 2;
  }
  if (error instanceof ConfigError) {
    out.printError([`${error.message} :`, ...error.faults.map((fault) => `  - ${fault}`)].join('\n'));
    return 2;
  }
  if (error instanceof StoreError) {
    out.printError(`Le registre est inaccessible : ${error.message}. Rien n'a été enregistré.`);
    return 1;
  }
  const unheard = error instanceof Error && 'code' in error ? UNHEARD[String(error.code)] : undefined;
  if (unheard !== undefined) {
    out.printError(unheard);
    return 1;
  }
  throw error;
}
