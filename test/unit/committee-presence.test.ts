import { afterAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../../src/usecases/bot.ts';
import { formIn, said, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { callOff, idOf, move, openMeetingScene, recorded, schedule } from '../support/meeting-life.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const labelsOf = (reply: Reply) =>
  reply.kind === 'card' ? reply.card.actions.map(({ label }) => plainSpaces(label)) : [];
const inPlace = { nom: identities.successor.name, courriel: identities.successor.email };

describe('presence (art. 6): whether somebody comes', () => {
  it('records an answer, says it back with the other answers, and stores the same answer once', async () => {
    const scene = await openMeetingScene();
    const reply = await scene.say('referent', 'presence co1 present');
    expect(said(reply)).toBe(
      [
        'Réponse enregistrée',
        'Votre réponse est enregistrée : présent(e).',
        'Réunion : CO-01, Comité opérationnel – IA – Administration interne des collectivités',
        'Date : mardi 24 mars 2026, 10 h–11 h 30 (heure de Paris)',
        'Lieu : visioconférence',
      ].join('\n'),
    );
    expect(labelsOf(reply)).toEqual([
      'Absent(e)',
      'Je serai remplacé(e)',
      "Ajouter un point à l'ordre du jour",
      'Voir la réunion',
    ]);
    expect(said(await scene.say('referent', 'présence CO-01 "Présent(e)"'))).toContain('présent(e)');
    await scene.press('referent', 'Absent(e)');
    expect(await recorded(scene, 'attendance-said')).toEqual([
      expect.objectContaining({ answer: 'present', sequence: 0, replacementId: null }),
      expect.objectContaining({ answer: 'absent', personId: await idOf(scene, 'referent') }),
    ]);
  });

  it('somebody may name five people to come in their place, and no sixth: each gets a mail', async () => {
    const scene = await openMeetingScene();
    const name = (rank: number) =>
      scene.ask('referent', {
        kind: 'run',
        command: 'presence',
        values: {
          reunion: 'CO-01',
          reponse: 'remplace',
          nom: `Personne ${rank}`,
          courriel: `p${rank}@ailleurs.example`,
        },
      });
    for (let rank = 1; rank <= 5; rank += 1)
      expect(said(await name(rank))).toContain(`remplacé(e) par Personne ${rank}`);
    expect(said(await name(6))).toContain('Vous avez déjà indiqué 5 personnes pour cette réunion');
    expect(said(await name(5))).toContain('remplacé(e) par Personne 5');
    expect(await recorded(scene, 'attendance-said')).toHaveLength(5);
  });

  it('a replacement is asked for by name and e-mail, is recorded, and leaves the référent as it is (art. 4)', async () => {
    const scene = await openMeetingScene();
    const form = await scene.say('referent', 'presence CO-01 remplace');
    expect(formIn(form).fields.map(({ name }) => name)).toEqual(['reunion', 'reponse', 'nom', 'courriel']);
    const missing = await scene.submit('referent', { nom: inPlace.nom });
    expect(formIn(missing).errors).toEqual({ courriel: 'Ce renseignement est nécessaire.' });
    expect(formIn(missing).values).toMatchObject({ nom: inPlace.nom });
    const reply = await scene.submit('referent', inPlace);
    expect(said(reply)).toContain('Votre réponse est enregistrée : remplacé(e) par Léa Moreau.');
    expect(said(reply)).toContain(
      "La personne indiquée recevra l'invitation. Votre remplacement ne modifie pas le référent de la commune.",
    );
    expect(await recorded(scene, 'attendance-said')).toEqual([
      expect.objectContaining({ answer: 'replaced', replacementId: await idOf(scene, 'successor') }),
    ]);
    expect(said(await scene.say('referent', 'referent voir'))).toContain('Amina Diallo');
    await scene.ask('referent', {
      kind: 'run',
      command: 'presence',
      values: { reunion: 'CO-01', reponse: 'remplace', ...inPlace },
    });
    expect(await recorded(scene, 'attendance-said')).toHaveLength(1);
  });

  it('who comes in a place answers for themselves, and is told no more of it once the first comes after all', async () => {
    const scene = await openMeetingScene();
    await scene.ask('referent', {
      kind: 'run',
      command: 'presence',
      values: { reunion: 'CO-01', reponse: 'remplace', ...inPlace },
    });
    expect(said(await scene.say('successor', 'presence CO-01 present'))).toContain('présent(e)');
    const back = await scene.say('referent', 'presence CO-01 present');
    expect(said(back)).toContain("L'invitation de Léa Moreau, qui devait vous remplacer, est retirée.");
    expect(said(await scene.say('successor', 'presence CO-01 absent'))).toContain(
      'Aucune réunion « CO-01 » à laquelle vous soyez convié(e).',
    );
  });

  it('who is not of a commune is not told of the référent', async () => {
    const scene = await openMeetingScene();
    const reply = await scene.ask('contractor', {
      kind: 'run',
      command: 'presence',
      values: { reunion: 'CO-01', reponse: 'remplace', ...inPlace },
    });
    expect(said(reply)).toContain("La personne indiquée recevra l'invitation.");
    expect(said(reply)).not.toContain('référent de la commune');
  });

  it('refuses oneself, and somebody who is convened already, as a replacement', async () => {
    const scene = await openMeetingScene();
    const values = { reunion: 'CO-01', reponse: 'remplace', nom: 'X' };
    const self = { ...values, courriel: identities.referent.email };
    const refused = await scene.ask('referent', { kind: 'submit', command: 'presence', values: self });
    expect(formIn(refused).errors['courriel']).toContain('Ce courriel est le vôtre.');
    const convened = { ...values, courriel: identities.deputy.email };
    const again = await scene.ask('referent', { kind: 'submit', command: 'presence', values: convened });
    expect(formIn(again).errors['courriel']).toContain('Paul Durand est déjà parmi les convoqués.');
  });

  it('a replacement takes the place of the one named before', async () => {
    const scene = await openMeetingScene();
    const values = { reunion: 'CO-01', reponse: 'remplace' };
    await scene.ask('referent', { kind: 'run', command: 'presence', values: { ...values, ...inPlace } });
    const other = { nom: identities.stranger.name, courriel: identities.stranger.email };
    const reply = await scene.ask('referent', {
      kind: 'run',
      command: 'presence',
      values: { ...values, ...other },
    });
    expect(said(reply)).toContain('remplacé(e) par Hugo Noir');
    expect(said(reply)).toContain("L'invitation de Léa Moreau, qui devait vous remplacer, est retirée.");
  });

  it('an answer for a date that was moved since records nothing, and is asked again for the new one', async () => {
    const scene = await openMeetingScene();
    await move(scene);
    const late = { reunion: 'CO-01', reponse: 'remplace', sequence: '0', ...inPlace };
    const reply = await scene.ask('referent', { kind: 'submit', command: 'presence', values: late });
    expect(said(reply)).toContain('Réunion déplacée');
    expect(said(reply)).toContain('Date : jeudi 26 mars 2026, 14 h–15 h 30 (heure de Paris)');
    expect(labelsOf(reply).slice(0, 3)).toEqual(['Présent(e)', 'Absent(e)', 'Je serai remplacé(e)']);
    expect(await recorded(scene, 'attendance-said')).toEqual([]);
    const form = await scene.press('referent', 'Je serai remplacé(e)');
    expect(formIn(form).values).toMatchObject(inPlace);
    expect(formIn(form).hidden).toEqual({ sequence: '1' });
    await scene.submit('referent', {});
    const plain = { reunion: 'CO-01', reponse: 'present', sequence: 'x' };
    expect(said(await scene.ask('deputy', { kind: 'run', command: 'presence', values: plain }))).toContain(
      "Rien n'a été enregistré",
    );
    await scene.press('deputy', 'Présent(e)');
    expect(await recorded(scene, 'attendance-said')).toEqual([
      expect.objectContaining({ answer: 'replaced', sequence: 1 }),
      expect.objectContaining({ answer: 'present', sequence: 1 }),
    ]);
  });

  it('what was answered before a move counts no more: the same answer is recorded anew', async () => {
    const scene = await openMeetingScene();
    await scene.say('referent', 'presence CO-01 present');
    await move(scene);
    await scene.say('referent', 'presence CO-01 present');
    expect(await recorded(scene, 'attendance-said')).toHaveLength(2);
  });

  it('refuses a cancelled meeting and one that is over', async () => {
    const scene = await openMeetingScene();
    await schedule(scene, { meeting: 'CO-02' });
    await callOff(scene);
    expect(said(await scene.say('referent', 'presence CO-01 present'))).toContain('est annulée');
    scene.at('2026-03-24T10:31:00Z');
    expect(said(await scene.say('referent', 'presence CO-02 present'))).toContain('a eu lieu');
    expect(await recorded(scene, 'attendance-said')).toEqual([]);
  });

  it('tells nobody of a meeting that is not theirs: the same words as for a number that is nobody’s', async () => {
    const scene = await openMeetingScene();
    await schedule(scene, { meeting: 'CP-01', kind: 'copil' });
    const foreign = said(await scene.say('referent', 'presence CP-01 present'));
    const unknown = said(await scene.say('referent', 'presence CP-99 present'));
    expect(foreign.replace('CP-01', 'CP-99')).toBe(unknown);
    expect(said(await scene.say('stranger', 'presence CO-01 present'))).toContain(
      'à laquelle vous soyez convié(e)',
    );
  });
});

describe('presence of a coordinator', () => {
  it('a coordinator whom the records do not name sees every meeting and answers for none', async () => {
    const scene = await openMeetingScene({
      settingsCoordinators: ['autre@mgp.example', identities.coordinator.email],
    });
    const visitor = { email: 'autre@mgp.example', accountId: 'web/autre' };
    expect(said(await scene.say('coordinator', 'comite voir CO-01', { visitor }))).toContain('CO-01');
    expect(said(await scene.say('coordinator', 'presence CO-01 present', { visitor }))).toContain(
      'à laquelle vous soyez convié(e)',
    );
  });
});
