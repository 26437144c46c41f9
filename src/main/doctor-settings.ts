import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { isTrial } from '../config.ts';

/** What `doctor` says of one thing, in French. */
export interface Check {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'fault';
  readonly said: string;
}

/** Read or written by the owner alone. */
const OTHERS = 0o077;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const ok = (what: string, said: string): Check => ({ what, state: 'ok', said });
const warning = (what: string, said: string): Check => ({ what, state: 'warning', said });
const fault = (what: string, said: string): Check => ({ what, state: 'fault', said });

/** What can be told of the settings without asking anybody. */
export function settingChecks(config: Config): readonly Check[] {
  return [
    coordination(config),
    set('Slack', config.slack, 'non configuré (SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN)'),
    set('Teams', config.teams ?? (config.localTeams ? true : null), 'non configuré (MICROSOFT_APP_ID…)'),
    publicAddress(config),
    proxies(config),
    ...secrets(config),
    ...files(config),
  ];
}

function coordination(config: Config): Check {
  if (config.coordinators.length > 0) return ok('coordination', `${config.coordinators.length} courriel(s)`);
  return isTrial(config)
    ? ok('coordination', "celle de l'essai")
    : warning('coordination', 'JALON_COORDINATORS est vide : personne ne confirmera les demandes');
}

function set(what: string, value: unknown, missing: string): Check {
  return value === null || value === false ? warning(what, missing) : ok(what, 'configuré');
}

/** Links of mails and files are followed from anywhere: in clear they would be read on the way. */
function publicAddress({ publicUrl, mail, slack, teams }: Config): Check {
  const what = 'adresse publique';
  const isFollowed = mail !== null || slack !== null || teams !== null;
  if (publicUrl === null)
    return isFollowed
      ? fault(
          what,
          'PUBLIC_URL est absent : les liens envoyés ne mèneraient nulle part hors de cette machine',
        )
      : ok(what, "celle d'écoute");
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:') return ok(what, publicUrl);
  return LOOPBACK.has(hostname)
    ? warning(what, `${publicUrl} : cette machine seulement`)
    : fault(what, `${publicUrl} : doit commencer par https://, les liens passeraient en clair`);
}

function proxies({ publicUrl, trustedProxies }: Config): Check {
  const what = 'mandataires';
  if (trustedProxies > 0) return ok(what, `${trustedProxies} devant Jalon (JALON_PROXIES)`);
  return publicUrl?.startsWith('https:')
    ? warning(
        what,
        "JALON_PROXIES vaut 0 alors que PUBLIC_URL est en https : derrière un mandataire, tout le monde aurait la même adresse et les limites d'abus frapperaient tout le monde",
      )
    : ok(what, 'aucun');
}

function secrets(config: Config): readonly Check[] {
  const what = 'secret';
  if (config.secrets.length > 0)
    return [ok(what, config.secrets.length === 1 ? 'JALON_SECRET' : 'JALON_SECRET, avec un ancien secret')];
  if (config.databaseUrl !== null && !isTrial(config))
    return [
      warning(
        what,
        "JALON_SECRET est absent : chaque machine aurait le sien, et les liens de l'une seraient refusés par l'autre",
      ),
    ];
  const path = join(config.dataFolder, 'secret');
  const mode = modeOf(path);
  if (mode === null) return [ok(what, `sera fait au premier démarrage et gardé dans ${path}`)];
  return (mode & OTHERS) === 0
    ? [ok(what, `gardé dans ${path}, lisible de son seul propriétaire`)]
    : [fault(what, `${path} est lisible par d'autres : chmod 600, puis changez-le`)];
}

/** The records hold names and addresses. */
function files({ dataFolder }: Config): readonly Check[] {
  const open = ['jalon.sqlite', 'essai.sqlite'].filter((name) => {
    const mode = modeOf(join(dataFolder, name));
    return mode !== null && (mode & OTHERS) !== 0;
  });
  return open.map((name) =>
    fault('fichiers', `${join(dataFolder, name)} est lisible par d'autres : chmod 600`),
  );
}

/** Null where there is no file; Windows has no such modes. */
function modeOf(path: string): number | null {
  return process.platform === 'win32' ? null : (statSync(path, { throwIfNoEntry: false })?.mode ?? null);
}
