import { count } from '../../cards/words.ts';
import type { Config } from '../config.ts';
import { probeSmtp } from '../platform/mail/probe.ts';
import { openRecords, programmeOf, type Records } from './core.ts';
import { type Check, settingChecks } from './doctor-settings.ts';
import type { Output } from './records-verbs.ts';

const SIGNS = { ok: 'ok       ', warning: 'attention', fault: 'FAUTE    ' } as const;

/** `jalon doctor`: says what is configured, what is missing and what fails; 1 when something fails. Changes nothing. */
export async function doctorVerb(config: Config, root: string, json: boolean, out: Output): Promise<number> {
  const records = await openRecords(config, 'read');
  const checks = [
    programmeCheck(config, root),
    ...(await storeChecks(records)),
    ...settingChecks(config),
    await mailCheck(config),
    ...(await inboxCheck(config)),
  ];
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

/** Logs in as a message would, and sends none. */
async function mailCheck({ mail }: Config): Promise<Check> {
  const what = 'courriel';
  if (mail === null)
    return {
      what,
      state: 'warning',
      said: 'non configuré (SMTP_URL, MAIL_FROM) : sans messagerie, une personne ne sera pas prévenue',
    };
  const server = new URL(mail.smtpUrl).host;
  try {
    await probeSmtp(mail.smtpUrl);
    return { what, state: 'ok', said: `${server} accepte la connexion` };
  } catch {
    return {
      what,
      state: 'fault',
      said: `${server} refuse la connexion ou l'identifiant : vérifiez SMTP_URL et le pare-feu`,
    };
  }
}

/** Opens the mailbox and reads nothing: answers to invitations come by links too, so that it may be left out. */
async function inboxCheck({ mail }: Config): Promise<readonly Check[]> {
  const what = 'réponses';
  if (mail === null || mail.imapUrl === null) return [];
  const server = new URL(mail.imapUrl).host;
  // A quarter of a second to load, which no other verb needs.
  const { probeImap } = await import('../platform/mail/inbox.ts');
  try {
    await probeImap(mail.imapUrl);
    return [{ what, state: 'ok', said: `${server} ouvre la boîte` }];
  } catch {
    const said = `${server} refuse la connexion, l'identifiant ou la boîte : vérifiez IMAP_URL et le pare-feu`;
    return [{ what, state: 'fault', said }];
  }
}
