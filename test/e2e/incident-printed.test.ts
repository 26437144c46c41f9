import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { people } from '../contract/drivers/people.ts';
import { eventually, folded } from '../contract/drivers/shown.ts';
import { fileOf } from '../support/given-files.ts';
import { codeOn, printed } from '../support/pdf.ts';
import { openSite, type Site } from './site.ts';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins/smtp.ts';

/** Tuesday 27/01/2026, 10 h in Paris. */
const START = '2026-01-27T09:00:00Z';
const NUMBER = 'INC-2026-0001';
const PARAGRAPH =
  'La plateforme renvoie une erreur à chaque recherche, à l’accueil comme au service des œuvres. ';
const FACTS = `${PARAGRAPH.repeat(15)}\n\n${'x'.repeat(200)}\n\n${PARAGRAPH.repeat(15)}`
  .slice(0, 2_990)
  .concat(' La fin 🙂');

let site: Site;
let smtp: SmtpStandIn;

beforeEach(async () => {
  [site, smtp] = await Promise.all([openSite(), startSmtpStandIn()]);
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

const bare = (text: string) => text.replaceAll(/\s/gu, '');

/** Words of the pages, without what is at the foot of each. */
function body(text: string): string {
  return bare(
    text
      .split('\f')
      .map((page) => page.split('Jalon, programme')[0] ?? '')
      .join(''),
  );
}

async function words(url: string): Promise<string> {
  const page = await (await fetch(url)).text();
  return folded(page.replaceAll(/<[^>]+>/gu, ' ').replaceAll('&#39;', "'"));
}

describe('a report on Slack, its receipt, and what becomes of it (art. 3)', () => {
  it('is printed from the chat and from the mail, verified by its code, and one byte changed is found', async () => {
    const running = await site.start(settings(), START);
    const driver = site.driver('slack', running);
    const [amina, camille] = [driver.talk(people.amina), driver.talk(people.camille)];
    await camille.say('referent changer Choisy-le-Roi');
    const { name, email } = people.amina;
    await camille.submit({ role: 'referent', nom: name, courriel: email, telephone: '01 48 00 00 00' });
    await amina.say('incident Choisy-le-Roi');
    const typed = {
      nature: 'dysfonctionnement',
      faits: FACTS,
      'constate-le': '2026-01-26',
      consequence: 'possible',
    };
    const pieces = [{ name: "capture d'écran n°1.png", bytes: fileOf('png') }];
    const receipt = await amina.submit(typed, undefined, { pieces });
    expect(receipt.text).toContain(
      `Votre signalement écrit est enregistré : ${NUMBER}, le 27/01/2026 à 10 h 00.`,
    );

    const [link = ''] = /http:\/\/127\.0\.0\.1:\d+\/fichier\/[\w-]+/u.exec(JSON.stringify(receipt.raw)) ?? [];
    const answer = await fetch(link);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain(`${NUMBER}.pdf`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const paper = await printed(bytes);
    expect(body(paper.text)).toContain(bare(FACTS.replace('🙂', '[U+1F642]')));
    expect(paper.line).toContain("Pièces jointes : capture d'écran n°1.png");
    expect(paper.info).toMatchObject({ Title: `Signalement ${NUMBER}`, Pages: '2' });

    const [, last] = await paper.pages();
    if (last === undefined) throw new TypeError('a page is missing');
    const address = codeOn(last);
    expect(address).toMatch(new RegExp(`^${running.url}/verification/${NUMBER}/[0-9a-f]{64}$`, 'u'));
    expect(body(paper.text)).toContain(bare(address));
    expect(await words(address)).toContain(`${NUMBER} : l'empreinte concorde`);

    const mail = await eventually('the receipt by e-mail', () =>
      smtp.mails.find(({ to, text }) => to === email && text.includes('Le reçu au format PDF est joint')),
    );
    const { attachments } = await simpleParser(mail.source);
    expect(attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      [`${NUMBER}.pdf`, 'application/pdf'],
    ]);
    expect(attachments[0]?.content.equals(bytes)).toBe(true);

    await running.end('SIGTERM');
    const sound = await site.run(['verify', '--incident', NUMBER], settings(), START);
    expect(sound.code).toBe(0);
    expect(folded(sound.stdout)).toContain(`${NUMBER} : enregistrement intact`);
    const database = new DatabaseSync(join(site.folder, 'data', 'jalon.sqlite'));
    database.exec(
      "UPDATE journal SET data = replace(data, 'La plateforme', 'Ma plateforme') WHERE type = 'incident-reported'",
    );
    database.close();
    const altered = await site.run(['verify', '--incident', NUMBER], settings(), START);
    expect(altered.code).toBe(1);
    expect(folded(altered.stdout)).toMatch(/track:ia-administration-interne, entrée \d+ : contenu modifié/u);
    await site.start(settings(), START);
    expect(await words(address)).toContain(`${NUMBER} : l'empreinte ne concorde plus`);
  }, 60_000);

  it('is not there for the verb: said so, and nothing else', async () => {
    const ran = await site.run(['verify', '--incident', 'INC-2026-0099'], settings(), START);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('Aucun signalement INC-2026-0099');
  });
});
