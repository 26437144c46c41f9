import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { formIn, openScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { convene, eventsOf, JUNE, meetingIn, openMeetings } from '../support/meetings.ts';
import { identities, type Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

function ask(scene: Scene, command: string, values: Values, who: Persona = 'coordinator'): Promise<Reply> {
  return scene.ask(who, { kind: 'run', command, values });
}

describe('comite deplacer (art. 6)', () => {
  it('the same event takes another date: one UID, a growing sequence, and only this meeting', async () => {
    const scene = await openMeetings();
    const { uid, sequence } = await meetingIn(scene, 'CO-01');
    const preview = await scene.say('coordinator', 'comite deplacer co1 22/07/2026 10:00');
    expect(said(preview)).toContain('Date actuelle : mercredi 15 juillet 2026, 10 h–11 h 30');
    expect(said(preview)).toContain('6 agendas seront mis à jour (même événement)');
    expect((await meetingIn(scene, 'CO-01')).on).toBe('2026-07-15');
    const moved = await scene.press('coordinator', 'Déplacer la réunion');
    expect(said(moved)).toContain('6 agendas mis à jour (même événement).');
    const after = await meetingIn(scene, 'CO-01');
    expect(after).toMatchObject({ on: '2026-07-22', from: '10:00', durationMinutes: 90, uid });
    expect(after.sequence).toBeGreaterThan(sequence);
    expect((await meetingIn(scene, 'CP-01')).on).toBe('2026-07-01');
  });

  it('the form starts from what is; what is left empty stays', async () => {
    const scene = await openMeetings();
    const form = formIn(await scene.say('coordinator', 'comite deplacer CO-01'));
    expect(form.values).toMatchObject({
      reunion: 'CO-01',
      date: '15/07/2026',
      heure: '10:00',
      lieu: 'visioconférence',
    });
    expect(form.fields[0]?.options.map(({ label }) => plainSpaces(label))).toEqual([
      'CP-01 – Comité de pilotage, mercredi 1er juillet 2026, 14 h',
      'CO-01 – Comité opérationnel, mercredi 15 juillet 2026, 10 h',
    ]);
    const preview = await ask(scene, 'comite deplacer', {
      reunion: 'CO-01',
      date: '16/07/2026',
      fin: '11:00',
      lieu: 'Mairie',
    });
    expect(said(preview)).toContain('Nouvelle date : jeudi 16 juillet 2026, 10 h–11 h (heure de Paris)');
    expect(said(preview)).toContain('Lieu : Mairie (au lieu de visioconférence)');
    await scene.press('coordinator', 'Modifier');
    expect(formIn(await scene.open('coordinator', 'comite deplacer')).values['reunion']).toBeUndefined();
    const unknown = await scene.open('coordinator', 'comite deplacer', { reunion: 'CO-99' });
    expect(formIn(unknown).values['date']).toBeUndefined();
  });

  it('a second coordinator is shown what the first has changed, and asked', async () => {
    const scene = await openMeetings();
    await scene.say('otherCoordinator', 'comite deplacer CO-01 23/07/2026 14:00');
    await scene.say('coordinator', 'comite deplacer CO-01 22/07/2026 10:00');
    await scene.press('coordinator', 'Déplacer la réunion');
    const asked = await scene.press('otherCoordinator', 'Déplacer la réunion');
    const [first] = (await scene.journal()).filter(({ type }) => type === 'meeting-moved');
    expect(first?.data['byId']).toBe((await scene.person('coordinator'))?.id);
    expect(said(asked)).toContain(
      'a modifié la réunion CO-01 entre-temps : elle a lieu le mercredi 22 juillet 2026, 10 h.',
    );
    expect(await eventsOf(scene, 'meeting-moved')).toHaveLength(1);
    await scene.press('otherCoordinator', 'Enregistrer tout de même');
    expect(await meetingIn(scene, 'CO-01')).toMatchObject({ on: '2026-07-23', from: '14:00' });
    const moves = await eventsOf(scene, 'meeting-moved');
    expect(Number(moves[1]?.['sequence'])).toBeGreaterThan(Number(moves[0]?.['sequence']));
  });

  it('a cancellation meanwhile is final; so is one that another cancels', async () => {
    const scene = await openMeetings();
    await scene.say('otherCoordinator', 'comite deplacer CO-01 23/07/2026 14:00');
    await scene.say('coordinator', 'comite annuler CO-01');
    const button = scene.button('coordinator', 'Annuler la réunion');
    await scene.ask('coordinator', button);
    for (const late of [
      await scene.press('otherCoordinator', 'Déplacer la réunion'),
      await scene.ask('otherCoordinator', button),
    ])
      expect(said(late)).toContain(
        "La réunion CO-01, prévue le mercredi 15 juillet 2026, 10 h, est annulée. Rien n'a été changé.",
      );
  });

  it.each([
    ['to a holiday', { date: '14/07/2026' }, 'est un jour férié (Fête nationale)'],
    ['to a past day', { date: '01/06/2026' }, 'est passé'],
    ['to an end before its start', { date: '16/07/2026', fin: '9:00' }, 'doit être postérieure au début'],
    [
      'to where it is',
      { date: '15/07/2026' },
      'La réunion CO-01 est déjà prévue le mercredi 15 juillet 2026, 10 h, au même endroit.',
    ],
    [
      'one that there is not',
      { reunion: 'CO-07', date: '16/07/2026' },
      'Aucune réunion « CO-07 ». Vouliez-vous dire : CO-01',
    ],
    [
      'one like no other',
      { reunion: 'le comité', date: '16/07/2026' },
      'Aucune réunion « le comité ». Tapez « comite liste »',
    ],
  ])('is refused %s', async (_what, values, sentence) => {
    const scene = await openMeetings();
    expect(said(await ask(scene, 'comite deplacer', { reunion: 'CO-01', ...values }))).toContain(sentence);
  });

  it('one that is over stays where it was', async () => {
    const scene = await openMeetings();
    scene.at('2026-07-16');
    const refused = await ask(scene, 'comite deplacer', { reunion: 'CO-01', date: '22/07/2026' });
    expect(said(refused)).toContain(
      "La réunion CO-01 a eu lieu le mercredi 15 juillet 2026, 10 h. Rien n'a été changé.",
    );
    const options = formIn(await scene.say('coordinator', 'comite deplacer')).fields[0]?.options;
    expect(options?.map(({ value }) => value)).toEqual(['CO-01', 'CP-01']);
  });
});

describe('comite annuler (art. 6)', () => {
  it('says what will happen, then cancels with its reason', async () => {
    const scene = await openMeetings();
    const preview = await ask(scene, 'comite annuler', { reunion: 'CO-01', motif: 'Salle indisponible' });
    expect(said(preview)).toContain('La réunion sera retirée de 6 agendas.');
    expect(said(preview)).toContain('Motif : Salle indisponible');
    expect(said(await scene.press('coordinator', 'Ne pas annuler'))).toContain("Rien n'a été enregistré.");
    await ask(scene, 'comite annuler', { reunion: 'CO-01', motif: 'Salle indisponible' });
    const done = await scene.press('coordinator', 'Annuler la réunion');
    expect(said(done)).toContain('Annulation : Salle indisponible');
    expect((await meetingIn(scene, 'CO-01')).cancelled).toMatchObject({ reason: 'Salle indisponible' });
    const form = formIn(await scene.say('coordinator', 'comite annuler'));
    expect(form.fields[0]?.options.map(({ value }) => value)).toEqual(['CP-01']);
  });

  it('one that was moved since it was shown is asked about', async () => {
    const scene = await openMeetings();
    await scene.say('otherCoordinator', 'comite annuler CO-01');
    await scene.say('coordinator', 'comite deplacer CO-01 22/07/2026');
    await scene.press('coordinator', 'Déplacer la réunion');
    expect(said(await scene.press('otherCoordinator', 'Annuler la réunion'))).toContain(
      'entre-temps : elle a lieu le mercredi 22 juillet 2026, 10 h.',
    );
    const done = await scene.press('otherCoordinator', 'Enregistrer tout de même');
    expect(said(done)).toContain('Annulation : sans motif indiqué');
  });
});

describe('comite inviter (art. 6)', () => {
  it('a third person is invited by e-mail, and nobody else hears of it', async () => {
    const scene = await openMeetings();
    const done = await ask(scene, 'comite inviter', {
      reunion: 'CO-01',
      courriel: 'Expert@Ailleurs.example',
      nom: 'Jeanne Expert',
    });
    expect(said(done)).toContain("Jeanne Expert recevra l'invitation pour son agenda.");
    expect(said(done)).toContain('3 référents, 1 personne tierce');
    const again = await ask(scene, 'comite inviter', {
      reunion: 'CO-01',
      courriel: 'expert@ailleurs.example',
    });
    expect(said(again)).toContain("Jeanne Expert est déjà parmi les convoqués. Rien n'a été changé.");
    const known = await ask(scene, 'comite inviter', {
      reunion: 'CP-01',
      courriel: 'expert@ailleurs.example',
    });
    expect(said(known)).toContain('Jeanne Expert recevra');
  });

  it('a beneficiary comes to a COPIL as a third person only, on purpose', async () => {
    const scene = await openMeetings();
    const asked = await ask(scene, 'comite inviter', { reunion: 'CP-01', collectivite: 'Nanterre' });
    expect(said(asked)).toContain("Nanterre ne peut y être conviée qu'à titre de personne tierce.");
    expect(said(await scene.press('coordinator', 'Ne pas inviter'))).toContain("Rien n'a été enregistré.");
    await ask(scene, 'comite inviter', { reunion: 'CP-01', courriel: identities.referent.email });
    const done = await scene.press('coordinator', 'Inviter à titre de tiers');
    expect(said(done)).toContain('Amina Diallo recevra');
    expect([...(await meetingIn(scene, 'CP-01')).guests]).toEqual([(await scene.person('referent'))?.id]);
  });

  it('who is convened already, and what is nobody, is refused', async () => {
    const scene = await openMeetings({ checkTypography: false });
    const convened = await ask(scene, 'comite inviter', { reunion: 'CO-01', collectivite: 'Nanterre' });
    expect(said(convened)).toContain('Zoé Petit est déjà parmi les convoqués.');
    for (const [values, sentence] of [
      [
        { collectivite: 'Nanterrre' },
        'Aucune collectivité « Nanterrre » dans ce parcours. Vouliez-vous dire : Nanterre',
      ],
      [{ courriel: 'a@b.example\nBcc: c@d.example' }, "n'est pas une adresse de courriel"],
      [{ reunion: 'CO-50', courriel: 'a@b.example' }, 'Aucune réunion « CO-50 »'],
    ] as const)
      expect(said(await ask(scene, 'comite inviter', { reunion: 'CP-01', ...values }))).toContain(sentence);
    const form = formIn(await scene.say('coordinator', 'comite inviter CO-01'));
    expect(form.fields.map(({ name }) => name)).toEqual(['reunion', 'collectivite', 'courriel', 'nom']);
    const empty = await scene.submit('coordinator', {});
    expect(plainSpaces(formIn(empty).errors['courriel'] ?? '')).toBe('Ce renseignement est nécessaire.');
    const bare = await openScene({ at: JUNE });
    await convene(bare, 'comite pilotage 01/07/2026 14:00');
    expect(
      said(await ask(bare, 'comite inviter', { reunion: 'CP-01', collectivite: 'choisy-le-roi' })),
    ).toContain("Choisy-le-Roi n'a pas de référent nominatif");
  });
});

describe('who may see a meeting', () => {
  it('others are refused its number in the same words as one that does not exist', async () => {
    const scene = await openMeetings();
    const texts = ['CP-01', 'CP-77'].map((number) =>
      ask(scene, 'comite voir', { reunion: number }, 'referent'),
    );
    const [real, none] = (await Promise.all(texts)).map((reply) =>
      said(reply).replaceAll(/CP-\d+/gu, 'CP-xx'),
    );
    expect(real).toContain('Aucune réunion « CP-xx » à laquelle vous soyez convié(e).');
    expect(none).toBe(real);
  });
});
