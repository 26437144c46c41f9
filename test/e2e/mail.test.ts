import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mailDriver } from '../contract/drivers/mail.ts';
import { eventually } from '../contract/drivers/shown.ts';
import type { Running } from '../support/process.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';
import { type SmtpStandIn, type StandInMail, startSmtpStandIn } from './stand-ins/smtp.ts';

/** A Tuesday, 10 h in Paris; then the Thursday on which the audit's end (28/02/2026) is 30 days ahead. */
const START = '2026-01-27T09:00:00Z';
const THURSDAY = '2026-01-29T09:00:00Z';

const fatou = { id: 'fatou', name: 'Fatou Keïta', email: 'fatou.keita@choisy.example' };

describe('a référent who has only e-mail (art. 4), recorded by an import', () => {
  let site: Site;
  let smtp: SmtpStandIn;

  beforeEach(async () => {
    site = await openSite();
    smtp = await startSmtpStandIn();
  });

  afterEach(async () => {
    await site.close();
    await smtp.close();
  });

  const settings = () => ({
    ...site.settings.slack,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Jalon <jalon@metropole.example>',
  });

  async function importFatou(): Promise<void> {
    const file = join(site.folder, 'referents.csv');
    writeFileSync(
      file,
      `collectivite;nom;courriel;telephone\nChoisy-le-Roi;${fatou.name};${fatou.email};01 48 00 00 00\n`,
    );
    expect(await site.run(['import', file], settings(), START)).toMatchObject({ code: 0 });
  }

  const hers = () => smtp.mails.filter(({ to }) => to === fatou.email);
  const arrived = (words: string): Promise<StandInMail> =>
    eventually(`« ${words} » by e-mail`, () => hers().find(({ text }) => text.includes(words)));

  function talkOn(running: Running) {
    const everything = () =>
      /Tout ce que vous pouvez faire\u00a0: (\S+)/u.exec(hers().at(-1)?.text ?? '')?.[1] ?? '';
    return mailDriver({ origin: running.url, everything, mails: () => smtp.mails }).talk(fatou);
  }

  it('is welcomed, follows the link, reports a delay, gets a receipt, asks for a new link, and pauses reminders in one click', async () => {
    await importFatou();
    const running = await site.start(settings(), START);
    const welcome = await arrived('Vous êtes référent(e) projet de Choisy-le-Roi');
    expect(welcome.text).toContain(`${running.url}/suite/`);
    expect(welcome.headers).not.toContain('List-Unsubscribe');
    const talk = talkOn(running);
    const shown = await talk.press('Calendrier', await talk.received('Vous êtes référent(e) projet'));
    expect(shown.title).toBe('Calendrier\u00a0: Choisy-le-Roi');
    await talk.press('Signaler un retard', shown);
    const preview = await talk.submit({ etape: 'setup', date: '15/07/2026', cause: 'Livraison tardive' });
    expect(preview.text).toContain('de 182 à 137 jours');
    const receipts = await Promise.all([
      talk.press('Transmettre', preview),
      talk.press('Transmettre', preview),
    ]);
    for (const receipt of receipts) expect(receipt.text).toContain('transmis');
    expect(receipts[1]?.text).toBe(receipts[0]?.text);
    for (const courriel of ['nobody@choisy.example', fatou.email])
      await fetch(`${running.url}/acces`, { method: 'POST', body: new URLSearchParams({ courriel }) });
    const opened = await talk.press('Ouvrir Jalon', await talk.received('Votre nouveau lien'));
    expect(opened.title).toBe('Ce que vous pouvez faire');
    expect(smtp.mails.filter(({ to }) => to === 'nobody@choisy.example')).toEqual([]);
    await running.end('SIGTERM');
    const { events, messages } = await exportOf(site, settings());
    expect(events.filter(({ type }) => type === 'phase-end-proposed')).toHaveLength(1);
    expect(messages.find(({ key }) => key.startsWith('referent-welcome'))).toMatchObject({
      state: 'sent',
      channel: 'mail',
      platformId: expect.stringMatching(/^<[0-9a-f]{64}@metropole\.example>$/u),
    });

    const later = await site.start(settings(), THURSDAY);
    const reminder = await arrived('Dans 30');
    const [, url = ''] = /^List-Unsubscribe: <(\S+)>$/mu.exec(reminder.headers) ?? [];
    const click = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(click.status).toBe(200);
    expect(await click.text()).toContain('Vos rappels sont en pause.');
    await later.end('SIGTERM');
    expect(later.stderr() + running.stderr()).not.toMatch(/fatou|Keïta|\/suite\//iu);
  }, 120_000);

  it('is written to once, after a time without a mail server', async () => {
    await smtp.close();
    await importFatou();
    const down = await site.start(settings(), START);
    await eventually('a failed send', () => (down.stderr().includes('"send-failed"') ? true : undefined));
    await down.end('SIGTERM');
    smtp = await startSmtpStandIn(smtp.port);
    const up = await site.start(settings(), '2026-01-27T11:00:00Z');
    await arrived('Vous êtes référent(e) projet de Choisy-le-Roi');
    // A kill between the mail server's answer and the mark would rightly repeat it: that is the chaos test's.
    await eventually('the mark', async () => {
      const { messages } = await exportOf(site, settings());
      return messages.every(({ state }) => state === 'sent') ? true : undefined;
    });
    await up.end('SIGKILL');
    const again = await site.start(settings(), '2026-01-27T13:00:00Z');
    await eventually('a look at what is owed', async () =>
      (await fetch(`${again.url}/readyz`)).ok ? true : undefined,
    );
    await again.end('SIGTERM');
    expect(hers()).toHaveLength(1);
  }, 120_000);
});
