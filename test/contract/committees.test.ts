import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type Shown, type Talk } from './drivers/shown.ts';
import { staff } from './drivers/staff.ts';

/** A Tuesday, 10 h in Paris: the whole set-up and use lie ahead. */
const START = '2026-01-27T09:00:00Z';

describe.each(platforms)('committees are planned (art. 6) on %s', (platform) => {
  let mounted: Mounted;
  let camille: Talk;
  let nadia: Talk;

  beforeEach(async () => {
    const { name, email } = people.ines;
    mounted = await mount(platform, START, { name, email });
    camille = mounted.driver.talk(people.camille);
    nadia = mounted.driver.talk(people.nadia);
    await staff(mounted.core);
    await camille.say('aide');
    await nadia.say('aide');
  });
  afterEach(() => mounted.close());

  const recorded = async (type: string) =>
    (await mounted.core.store.read('track:ia-administration-interne', 0)).filter(
      (entry) => entry.type === type,
    );
  const convene = async (line: string): Promise<Shown> =>
    camille.press('Envoyer les invitations', await camille.say(line));

  it('a holiday is refused with the nearest working days; what would be sent is shown before it is', async () => {
    const refused = await camille.say('comite operationnel 14/07/2026 10:00');
    expect(refused.text).toContain(
      'Le 14 juillet 2026 est un jour férié (Fête nationale). Jours ouvrés les plus proches : lundi 13 ou mercredi 15 juillet, 10 h.',
    );
    expect(refused.buttons).toEqual(['13/07', '15/07', 'Autre date']);
    const preview = await camille.press('15/07', refused);
    expect(preview.text).toContain(
      'mercredi 15 juillet 2026, 10 h–11 h 30 (heure de Paris), visioconférence.',
    );
    expect(preview.text).toContain('Convoqués : Métropole (2), prestataire (1), 2 référents.');
    expect(await recorded('meeting-scheduled')).toEqual([]);
    const planned = await camille.press('Envoyer les invitations', preview);
    expect(planned.text).toContain("L'invitation part vers 5 agendas.");
    expect(planned.buttons).toEqual(['Voir la réunion', "Modifier l'ordre du jour", 'Inviter une personne']);
    expect((await recorded('meeting-scheduled')).map(({ data }) => data['meeting'])).toEqual(['CO-01']);
  });

  it('the form refuses under its fields, with what was typed', async () => {
    await camille.say('comite planifier');
    const refused = await camille.submit({ type: 'operationnel', date: '2026-07-15', heure: '25:00' });
    expect(folded(refused.errors['heure'] ?? '')).toBe(
      "« 25:00 » n'est pas une heure. Écrivez-la sous la forme 10:00 ou 10 h 30, de 0 h à 23 h 59.",
    );
    const holiday = await camille.submit({ date: '2026-07-14', heure: '10h' });
    expect(folded(holiday.errors['date'] ?? '')).toContain('est un jour férié');
    expect((await camille.submit({ date: '2026-07-15' })).text).toContain('15 juillet 2026, 10 h–11 h 30');
  });

  it('a beneficiary comes to a COPIL as a third person only, expressly', async () => {
    const line = 'comite pilotage 01/06/2026 14:00 inviter:choisy-le-roi';
    const guard = await camille.say(line);
    expect(guard.text).toContain(
      "Le comité de pilotage réunit la Métropole et le prestataire (art. 6). Choisy-le-Roi ne peut y être conviée qu'à titre de personne tierce.",
    );
    expect(guard.buttons).toEqual(['Inviter à titre de tiers', 'Ne pas inviter']);
    expect((await camille.press('Ne pas inviter', guard)).text).toContain('prestataire (1).');
    const preview = await camille.press('Inviter à titre de tiers', await camille.say(line));
    expect(preview.text).toContain('prestataire (1), 1 personne tierce.');
    expect(preview.text).toContain("fin de l'étape « Mise en place et formation »");
    await camille.press('Envoyer les invitations', preview);
    expect((await recorded('meeting-scheduled')).map(({ data }) => data['step'])).toEqual(['after:setup']);
  });

  it('of two coordinators who move one meeting the second is shown what the first changed, and asked', async () => {
    await convene('comite operationnel 15/07/2026 10:00');
    const mine = await camille.say('comite deplacer CO-01 22/07/2026 10:00');
    const hers = await nadia.say('comite deplacer CO-01 23/07/2026 14:00');
    expect((await camille.press('Déplacer la réunion', mine)).text).toContain(
      '5 agendas mis à jour (même événement).',
    );
    const asked = await nadia.press('Déplacer la réunion', hers);
    expect(asked.text).toContain('entre-temps : elle a lieu le mercredi 22 juillet 2026, 10 h.');
    expect(await recorded('meeting-moved')).toHaveLength(1);
    const done = await nadia.press('Enregistrer tout de même', asked);
    expect(done.text).toContain('jeudi 23 juillet 2026, 14 h–15 h 30');
  });

  it('a meeting is cancelled with its reason, once', async () => {
    await convene('comite operationnel 15/07/2026 10:00');
    await camille.say('comite annuler CO-01');
    const preview = await camille.say('comite annuler CO-01 Salle indisponible');
    expect(preview.text).toContain('La réunion sera retirée de 5 agendas.');
    await camille.press('Annuler la réunion', preview);
    expect((await recorded('meeting-cancelled')).map(({ data }) => data['reason'])).toEqual([
      'Salle indisponible',
    ]);
    expect((await camille.say('comite annuler CO-01')).text).toContain("est annulée. Rien n'a été changé.");
  });

  it('a third person is invited by e-mail; an address that is none is refused under its field', async () => {
    await convene('comite operationnel 15/07/2026 10:00');
    await camille.say('comite inviter');
    const refused = await camille.submit({
      reunion: 'CO-01',
      courriel: 'expert@ailleurs',
      nom: 'Jeanne Expert',
    });
    expect(folded(refused.errors['courriel'] ?? '')).toContain("n'est pas une adresse de courriel");
    expect((await camille.submit({ courriel: 'expert@ailleurs.example' })).text).toContain(
      "Jeanne Expert recevra l'invitation pour son agenda.",
    );
  });

  it('a whole series is proposed, then convened, then follows the plan', async () => {
    await camille.say('comite serie');
    const preview = await camille.submit({ rythme: '2e mardi', heure: '10:00' });
    expect(preview.text).toContain('mercredi 15/07/2026 (le 14/07/2026 est férié : Fête nationale)');
    await camille.press('Envoyer les invitations', preview);
    expect(await recorded('meeting-scheduled')).toHaveLength(9);
    await mounted.beat();
    for (const commune of ['choisy-le-roi', 'nanterre']) {
      const delay = await camille.say(`etape retard ${commune} audit 31/03/2026 Livraison tardive`);
      await camille.press('Enregistrer', delay);
    }
    mounted.setClock('2026-01-28T09:00:00Z');
    await mounted.beat();
    const drift = await camille.received('Série de comités à revoir');
    expect(drift.text).toContain('mardi 10/03/2026 (CO-01)');
    const shown = await camille.press('Annuler cette réunion', drift);
    expect(shown.text).toContain('CO-01 : mardi 10/03/2026');
    const done = await camille.press('Annuler 1\u00a0réunion', shown);
    expect(done.text).toContain('1 réunion est annulée. Les agendas suivent.');
    expect((await recorded('meeting-cancelled')).map(({ data }) => data['meeting'])).toEqual(['CO-01']);
  });
});
