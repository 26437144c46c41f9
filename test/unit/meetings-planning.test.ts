import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import {
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf, JUNE, meetingIn, openMeetings } from '../support/meetings.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const TRACK = 'IA – Administration interne des collectivités';

describe('comite planifier (art. 6)', () => {
  it('a holiday is refused with the nearest working days, a button each', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const refused = await scene.say('coordinator', '/jalon comite operationnel 14/07/2026 10:00');
    expect(said(refused)).toContain(
      'Le 14 juillet 2026 est un jour férié (Fête nationale). Jours ouvrés les plus proches : lundi 13 ou mercredi 15 juillet, 10 h.',
    );
    if (refused.kind !== 'refused') throw new TypeError(refused.kind);
    expect(refused.card.actions.map(({ label }) => label)).toEqual(['13/07', '15/07', 'Autre date']);
    const preview = await scene.press('coordinator', '15/07');
    expect(said(preview)).toContain(
      `Comité opérationnel – ${TRACK} – mercredi 15 juillet 2026, 10 h–11 h 30 (heure de Paris), visioconférence.`,
    );
    expect(said(preview)).toContain('Convoqués : Métropole (2), prestataire (1), 3 référents.');
    expect(await eventsOf(scene, 'meeting-scheduled')).toEqual([]);
    const planned = await scene.press('coordinator', 'Envoyer les invitations');
    expect(said(planned)).toContain("la date est fixée. L'invitation part vers 6 agendas.");
    expect(await eventsOf(scene, 'meeting-scheduled')).toMatchObject([
      { meeting: 'CO-01', kind: 'comop', on: '2026-07-15', from: '10:00', durationMinutes: 90, series: null },
    ]);
    expect((await meetingIn(scene, 'CO-01')).uid).not.toBe('');
  });

  it('a weekend is refused by its name; « Autre date » opens the form with what was typed', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    expect(said(await scene.say('coordinator', 'comite operationnel 18/07/2026 10 h 30'))).toContain(
      'Le 18 juillet 2026 est un samedi. Jours ouvrés les plus proches : vendredi 17 ou lundi 20 juillet, 10 h 30.',
    );
    expect(said(await scene.say('coordinator', 'comite operationnel 19/07/2026 10h30'))).toContain(
      'un dimanche',
    );
    const form = formIn(await scene.press('coordinator', 'Autre date'));
    expect(form.values).toMatchObject({ type: 'operationnel', heure: '10h30' });
  });

  it('a date in the form comes back with its error under it', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const typed = { type: 'operationnel', date: '2026-07-14', heure: '10:00' };
    const reply = await scene.fill('coordinator', 'comite planifier', typed);
    expect(plainSpaces(formIn(reply).errors['date'] ?? '')).toContain('est un jour férié (Fête nationale)');
  });

  it('a COPIL is for the Métropole and the contractor; a beneficiary comes as a third person, on purpose', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const line = 'comite pilotage 01/07/2026 14:00 inviter:choisy-le-roi';
    const guard = await scene.say('coordinator', line);
    expect(said(guard)).toContain(
      "Le comité de pilotage réunit la Métropole et le prestataire (art. 6). Choisy-le-Roi ne peut y être conviée qu'à titre de personne tierce.",
    );
    const without = await scene.press('coordinator', 'Ne pas inviter');
    expect(said(without)).toContain('Convoqués : Métropole (2), prestataire (1).');
    expect(said(without)).toContain("Au titre de : fin de l'étape « Mise en place et formation »");
    await scene.say('coordinator', line);
    const preview = await scene.press('coordinator', 'Inviter à titre de tiers');
    expect(said(preview)).toContain('Métropole (2), prestataire (1), 1 personne tierce.');
    await scene.press('coordinator', 'Envoyer les invitations');
    const referent = await scene.person('referent');
    expect(await eventsOf(scene, 'meeting-scheduled')).toMatchObject([
      { meeting: 'CP-01', kind: 'copil', step: 'after:setup', guests: [referent?.id] },
    ]);
  });

  it('a référent named by e-mail is a beneficiary too; beneficiaries are told together', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const inviter = `${identities.referent.email}, Nanterre; Jeanne Expert <Expert@Ailleurs.example>`;
    const guard = await plan(scene, { ...copil, inviter });
    expect(said(guard)).toContain(
      "Choisy-le-Roi et Nanterre ne peuvent y être conviées qu'à titre de personne tierce.",
    );
    await scene.press('coordinator', 'Inviter à titre de tiers');
    await scene.press('coordinator', 'Envoyer les invitations');
    await scene.world.catchUp();
    const expert = scene.world.people.byEmail('expert@ailleurs.example')?.person;
    expect(expert?.name).toBe('Jeanne Expert');
    expect([...(await meetingIn(scene, 'CP-01')).guests]).toEqual([
      (await scene.person('referent'))?.id,
      (await scene.person('foreignReferent'))?.id,
      expert?.id,
    ]);
  });

  it('somebody named twice is invited once; a third person alone needs no guard', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const inviter = 'expert@ailleurs.example, Expert@ailleurs.example,, choisy-le-roi, Choisy-le-Roi';
    const preview = await plan(scene, { ...comop, inviter });
    expect(said(preview)).toContain('3 référents, 1 personne tierce.');
    const alone = await plan(scene, { ...copil, inviter: 'expert@ailleurs.example' });
    expect(said(alone)).toContain('1 personne tierce.');
    await scene.press('coordinator', 'Envoyer les invitations');
    await scene.world.catchUp();
    const expert = scene.world.people.byEmail('expert@ailleurs.example')?.person;
    expect(expert?.name).toBe('expert@ailleurs.example');
    await plan(scene, { ...comop, inviter: 'Jeanne Expert <expert@ailleurs.example>' });
    await scene.press('coordinator', 'Envoyer les invitations');
    await scene.world.catchUp();
    expect(scene.world.people.byEmail('expert@ailleurs.example')?.person.name).toBe('Jeanne Expert');
    expect([...(await meetingIn(scene, 'CO-01')).guests]).toEqual([expert?.id]);
  });

  it("a meeting or a workshop is one beneficiary's, with its subject and its own length", async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const needed = await scene.say('coordinator', 'comite reunion 20/07/2026 10h30');
    expect(plainSpaces(formIn(needed).errors['collectivite'] ?? '')).toBe(
      'Réunion par bénéficiaire : indiquez la collectivité avec laquelle la réunion se tient.',
    );
    const line =
      'comite atelier 20/07/2026 14h collectivite:nanterre objet:"Prise en main" fin:15h lieu:"Mairie"';
    const preview = await scene.say('coordinator', line);
    expect(said(preview)).toContain(
      'Atelier spécifique – Nanterre – Prise en main – lundi 20 juillet 2026, 14 h–15 h (heure de Paris), Mairie.',
    );
    expect(said(preview)).toContain('Convoqués : Métropole (2), prestataire (1), 1 référent.');
    const planned = await scene.press('coordinator', 'Envoyer les invitations');
    expect(said(planned)).toContain('Numéro : RB-01');
    const named = await plan(scene, { ...comop, type: 'reunion', collectivite: 'Choisy-le-Roi' });
    expect(said(named)).toContain('10 h–11 h (heure de Paris)');
  });

  it('the step that a reminder names is kept; the first and the last have no phase', async () => {
    const scene = await openStaffedScene({ at: '2025-12-01T07:00:00Z' });
    const start = await plan(scene, { ...copil, date: '02/12/2025' });
    expect(said(start)).toContain("Au titre de : début de l'expérimentation");
    const final = await plan(scene, { ...copil, date: '02/12/2025', etape: 'final' });
    expect(said(final)).toContain("Au titre de : fin de l'expérimentation");
    const unknown = await plan(scene, { ...copil, date: '02/12/2025', etape: 'after:lunch' });
    expect(said(unknown)).toContain("Au titre de : début de l'expérimentation");
    const beside = await plan(scene, { ...copil, date: '20/01/2026' });
    expect(said(beside)).not.toContain('Au titre de');
  });

  it('those who cannot be reached are told before and after', async () => {
    const scene = await openScene({ at: JUNE });
    const preview = await plan(scene, comop);
    expect(said(preview)).toContain(
      "1 collectivité sans référent à cette date : personne n'y est convoqué (art. 4).",
    );
    expect(said(preview)).toContain('Convoqués : Métropole (2), prestataire (1).');
  });

  it('the same button pressed twice convenes once', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await plan(scene, comop);
    const button = scene.button('coordinator', 'Envoyer les invitations');
    await scene.ask('coordinator', button);
    const again = await scene.ask('otherCoordinator', button);
    expect(said(again)).toContain(
      "La réunion CO-01 est déjà prévue le mercredi 15 juillet 2026, 10 h. Rien n'a été enregistré de nouveau.",
    );
    expect(await eventsOf(scene, 'meeting-scheduled')).toHaveLength(1);
  });

  it('numbers run through the tracks, each of its kind', async () => {
    const facts = programme({ contractor: null });
    const scene = await openScene({
      at: JUNE,
      tracks: [facts, { ...facts, id: 'autre', title: 'Autre parcours' }],
    });
    const asked = await plan(scene, comop);
    expect(formIn(asked).fields.map(({ name }) => name)).toContain('parcours');
    await plan(scene, { ...comop, parcours: 'autre' });
    await scene.press('coordinator', 'Envoyer les invitations');
    await plan(scene, { ...comop, parcours: facts.id });
    expect(said(await scene.press('coordinator', 'Envoyer les invitations'))).toContain('CO-02');
    const several = await plan(scene, { ...comop, type: 'reunion', collectivite: 'Choisy-le-Roi' });
    expect(said(several)).toBe('Planifier une réunion');
    const one = await plan(scene, {
      ...comop,
      type: 'reunion',
      collectivite: 'Choisy-le-Roi',
      parcours: 'autre',
    });
    expect(said(one)).toContain('Réunion par bénéficiaire – Choisy-le-Roi');
    const chosen = await plan(scene, { ...comop, type: 'reunion', collectivite: 'autre/choisy-le-roi' });
    expect(said(chosen)).toContain('Réunion par bénéficiaire – Choisy-le-Roi');
  });

  it('whose choice it is: « Modifier » opens the form with all that was asked', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await plan(scene, {
      ...comop,
      fin: '12:00',
      lieu: 'https://visio.example/salle',
      inviter: 'x@y.example',
    });
    expect(formIn(await scene.press('coordinator', 'Modifier')).values).toMatchObject({
      type: 'operationnel',
      heure: '10:00',
      fin: '12:00',
      lieu: 'https://visio.example/salle',
      inviter: 'x@y.example',
    });
  });
});

const copil: Values = { type: 'pilotage', date: '01/07/2026', heure: '14:00' };
const comop: Values = { type: 'operationnel', date: '15/07/2026', heure: '10:00' };

function plan(scene: Scene, values: Values): Promise<Reply> {
  return scene.ask('coordinator', { kind: 'run', command: 'comite planifier', values });
}

describe('what is refused when a meeting is planned, with the reason (art. 6)', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openMeetings();
  });

  it.each([
    ['a time that does not exist', { heure: '25:00' }, 'heure', "« 25:00 » n'est pas une heure."],
    [
      'a day that does not exist',
      { date: '31/02/2026' },
      'date',
      "« 31/02/2026 » n'est pas une date du calendrier.",
    ],
    [
      'an end before the start',
      { fin: '9h' },
      'fin',
      'La fin (9 h) doit être postérieure au début (10 h), le même jour.',
    ],
    [
      'an end that is the start',
      { fin: '10:00' },
      'fin',
      'La fin (10 h) doit être postérieure au début (10 h)',
    ],
    [
      'a day that is past',
      { date: '11/06/2026' },
      'date',
      'Le jeudi 11 juin 2026, 10 h, est passé. Indiquez une date à venir.',
    ],
    [
      'an hour that is past today',
      { date: '12/06/2026' },
      'heure',
      'Le vendredi 12 juin 2026, 10 h, est passé.',
    ],
    [
      'an hour at which nobody works',
      { heure: '7:30' },
      'heure',
      "Une réunion commence à partir de 8 h et finit au plus tard à 19 h ; 7 h 30 n'est pas dans ces heures.",
    ],
    ['an end at which nobody works', { heure: '18:00' }, 'heure', "19 h 30 n'est pas dans ces heures."],
    [
      'a day after the withdrawal',
      { date: '15/12/2026' },
      'date',
      'Comité opérationnel : le 15/12/2026 est en dehors de sa période, de la mise en place au repli (du 01/03/2026 au 29/11/2026).',
    ],
    [
      'a day after the assessment',
      { type: 'pilotage', date: '31/12/2026' },
      'date',
      "Comité de pilotage : le 31/12/2026 est en dehors de sa période, du début de l'expérimentation à la fin du bilan",
    ],
    [
      "a day after the convention's term (art. 2)",
      { type: 'atelier', collectivite: 'Nanterre', date: '05/01/2027' },
      'date',
      "Atelier spécifique : le 05/01/2027 est en dehors de sa période, du début de l'expérimentation au terme de la convention",
    ],
    ['a type that there is not', { type: 'examen' }, 'type', '« examen » ne figure pas parmi les choix'],
    [
      'a beneficiary of no track',
      { type: 'reunion', collectivite: 'choisi' },
      'collectivite',
      'Aucune collectivité « choisi » dans ce parcours. Vouliez-vous dire : Choisy-le-Roi ?',
    ],
    [
      'a beneficiary like no other',
      { type: 'reunion', collectivite: 'xyzzy' },
      'collectivite',
      "Aucune collectivité « xyzzy » dans ce parcours. Vérifiez l'orthographe.",
    ],
    [
      'a guest who is nobody',
      { inviter: 'la mairie' },
      'inviter',
      "« la mairie » n'est ni une collectivité du parcours ni une adresse de courriel.",
    ],
    ['an address that is none', { inviter: 'x@y' }, 'inviter', "« x@y » n'est ni une collectivité"],
    [
      'an address with a second one in its name',
      { inviter: 'x <y@z.example> <a@b.example>' },
      'inviter',
      "n'est ni une collectivité",
    ],
    [
      'a name of 200 characters',
      { inviter: `${'x'.repeat(200)} <y@z.example>` },
      'inviter',
      "n'est ni une collectivité",
    ],
    [
      'an address with a line break',
      { inviter: 'x@y.example\nBcc: z@y.example' },
      'inviter',
      'Ce texte doit tenir sur une seule ligne.',
    ],
    [
      '21 guests at once',
      { inviter: 'a,'.repeat(21) },
      'inviter',
      'Au plus 20 personnes à la fois. Invitez les suivantes ensuite.',
    ],
    ['an unknown track', { parcours: 'autre' }, 'parcours', 'Aucun parcours « autre ».'],
  ])('%s', async (_what, changes, field, sentence) => {
    const reply = await scene.ask('coordinator', {
      kind: 'submit',
      command: 'comite planifier',
      values: { ...comop, ...changes },
    });
    if (reply.kind !== 'refused') throw new TypeError(`not refused: ${said(reply)}`);
    expect(plainSpaces(reply.form?.errors[field] ?? JSON.stringify(reply.form?.errors))).toContain(sentence);
  });

  it('a beneficiary without a référent has nobody to invite', async () => {
    const bare = await openScene({ at: JUNE });
    const refused = await plan(bare, { ...copil, inviter: 'choisy-le-roi' });
    expect(said(refused)).toContain(
      "Choisy-le-Roi n'a pas de référent nominatif à cette date : il n'y a personne à convier.",
    );
    expect(formIn(await bare.press('coordinator', 'Désigner le référent')).title).toBe('Référent projet');
  });

  it('who is not the coordination', async () => {
    for (const who of ['referent', 'contractor', 'stranger'] as const)
      expect(said(await scene.say(who, 'comite operationnel 15/07/2026 10:00'))).toContain(
        'Cette action est réservée à la coordination de la Métropole.',
      );
  });
});
