import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expectAgreement } from './drivers/agreement.ts';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import type { Talk } from './drivers/shown.ts';
import { staff } from './drivers/staff.ts';

/** A Tuesday, 10 h in Paris: comités opérationnels may be held from 01/03/2026 on. */
const START = '2026-01-27T09:00:00Z';
const DATES = '10/03/2026 10:00\n12/03/2026 14:00-15:30';
const FIRST = 'Le 10/03/2026, 10\u00a0h me convient';
const SECOND = 'Le 12/03/2026, 14\u00a0h me convient';

describe.each(platforms)('polls and calendar feeds (art. 6) on %s', (platform) => {
  let mounted: Mounted;
  let amina: Talk;
  let camille: Talk;

  beforeEach(async () => {
    const { name, email } = people.ines;
    mounted = await mount(platform, START, { name, email });
    await staff(mounted.core);
    amina = mounted.driver.talk(people.amina);
    camille = mounted.driver.talk(people.camille);
    await amina.say('aide');
    await camille.say('aide');
  });

  afterEach(() => mounted.close());

  async function openPoll(): Promise<void> {
    await camille.say('date');
    const opened = await camille.submit({ type: 'operationnel', creneaux: DATES });
    expect(opened.text).toContain('Le sondage SO-01 est ouvert');
    await mounted.beat();
  }

  it('a poll goes from the question to the meeting with buttons alone', async () => {
    await openPoll();
    const asked = await amina.received('Quelles dates vous conviennent ?');
    expect(asked.text).toContain('mardi 10 mars 2026, 10 h–11 h 30');
    expect(asked.buttons).toEqual([FIRST, SECOND, 'Aucune date ne me convient']);
    const one = await amina.press(SECOND, asked);
    expectAgreement(mounted.replies.at(-1), one);
    expect(one.text).toContain('Vous convient : 12/03/2026, 14 h.');
    const seen = await camille.say('date voir SO-01');
    expect(seen.text).toContain('la plus suivie');
    const fixed = await camille.press('Fixer le 12/03/2026, 14\u00a0h', seen);
    expect(fixed.text).toContain('CO-01');
    const closed = await amina.say('date voir SO-01');
    expect(closed.text).toContain('la date est fixée (CO-01)');
    expectAgreement(mounted.replies.at(-1), closed);
  });

  it('a date that no meeting may have comes back under its field, with what was typed', async () => {
    await camille.say('date');
    const refused = await camille.submit({
      type: 'operationnel',
      creneaux: '10/03/2026 10:00\n14/03/2026 10:00',
    });
    expect(refused.errors['creneaux']).toContain('Date 2');
    expect(refused.fields.find(({ name }) => name === 'creneaux')?.value).toContain('14/03/2026 10:00');
  });

  it('a poll is given up, and answered no more', async () => {
    await openPoll();
    const asked = await amina.received('Quelles dates vous conviennent ?');
    const closed = await camille.say('date clore SO-01');
    expect(closed.text).toContain("Aucune réunion n'est prévue.");
    const late = await amina.press(SECOND, asked);
    expect(late.text).toContain('Le sondage SO-01 est clos depuis le 27/01/2026, sans date retenue.');
  });

  it('the link of the calendar is told, and revoked with a button', async () => {
    const told = await amina.say('agenda');
    expect(told.text).toContain("La mise à jour dans Outlook peut prendre jusqu'à 24 h.");
    expect(told.text).toMatch(/\/calendrier\/[\w-]+\.ics/u);
    const revoked = await amina.press('Révoquer', told);
    expect(revoked.text).toContain("L'ancien lien d'abonnement n'ouvre plus rien.");
  });
});
