import { count } from '../../cards/words.ts';
import type { Config } from '../config.ts';
import { isTrial } from '../config.ts';
import { openRecords, programmeOf, type Records } from './core.ts';
import type { Output } from './records-verbs.ts';

interface Check {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'fault';
  readonly said: string;
}

const SIGNS = { ok: 'ok       ', warning: 'attention', fault: 'FAUTE    ' } as const;

/** `jalon doctor`: says what is configured, what is missing and what fails; 1 when something fails. Changes nothing. */
export async function doctorVerb(config: Config, root: string, json: boolean, out: Output): Promise<number> {
  const records = openRecords(config, 'read');
  const checks = [programmeCheck(config, root), ...(await storeChecks(records)), ...settingChecks(config)];
  await records.store.close();
  if (json) out.print(JSON.stringify(checks));
  else for (const check of checks) out.print(`${SIGNS[check.state]}  ${check.what} : ${check.said}`);
  return checks.some((check) => check.state === 'fault') ? 1 : 0;
}

function programmeCheck(config: Config, root: string): Check {
  const tracks = programmeOf(config, root, { ofTrial: false });
  const beneficiaries = tracks.reduce((sum, track) => sum + track.beneficiaries.length, 0);
  return {
    what: 'programme',
    state: 'ok',
    said: `${tracks.length} parcours, ${count(beneficiaries, 'collectivité')} (${config.programme})`,
  };
}

async function storeChecks({ store, place }: Records): Promise<readonly Check[]> {
  try {
    await store.ping();
    const { streams } = await store.heads();
    const entries = [...streams.values()].reduce((sum, version) => sum + version, 0);
    return [{ what: 'registre', state: 'ok', said: `${place}, ${count(entries, 'entrée')}` }];
  } catch (error) {
    return [
      { what: 'registre', state: 'fault', said: error instanceof Error ? error.message : 'inaccessible' },
    ];
  }
}

function settingChecks(config: Config): readonly Check[] {
  const set = (what: string, value: unknown, missing: string): Check =>
    value === null || value === false
      ? { what, state: 'warning', said: missing }
      : { what, state: 'ok', said: 'configuré' };
  return [
    config.coordinators.length === 0
      ? {
          what: 'coordination',
          state: isTrial(config) ? 'ok' : 'warning',
          said: isTrial(config)
            ? "celle de l'essai"
            : 'JALON_COORDINATORS est vide : personne ne confirmera les demandes',
        }
      : { what: 'coordination', state: 'ok', said: `${config.coordinators.length} courriel(s)` },
    set('Slack', config.slack, 'non configuré (SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN)'),
    set('Teams', config.teams ?? (config.localTeams ? true : null), 'non configuré (MICROSOFT_APP_ID…)'),
    set(
      'courriel',
      config.mail,
      'non configuré (SMTP_URL, MAIL_FROM) : sans messagerie, une personne ne sera pas prévenue',
    ),
  ];
}
