import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { designate, formIn, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { behind, labelsOf } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { PROGRAM } from '../support/given-files.ts';
import {
  FIRST,
  follow,
  happened,
  LOCKED,
  openIncidentScene,
  writeReport,
} from '../support/incident-scene.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** What stands under the only field at fault, with what was typed still there; nothing was recorded, nobody told. */
async function refused(scene: Scene, typed: Values, field: string): Promise<string> {
  const reply = await writeReport(scene, typed);
  const { errors, values } = formIn(reply);
  expect(Object.keys(errors)).toEqual([field]);
  expect(values).toMatchObject(typed);
  expect(await happened(scene, 'incident-reported')).toEqual([]);
  expect(await scene.flush()).toEqual([]);
  return plainSpaces(errors[field] ?? '');
}

describe('incident (art. 3): what is no written report comes back with what was typed', () => {
  const FEW =
    'Merci de décrire les faits en quelques mots (20 caractères au moins) : la convention demande une information écrite.';

  it.each([
    ['nothing', ''],
    ['spaces', ' '.repeat(40)],
    ['a word', 'Panne'],
    ['one long word', 'x'.repeat(40)],
    ['one long word among spaces and line breaks', `\n ${'x'.repeat(40)} \n`],
    ['19 characters', 'Panne du service 19'],
  ])('facts of %s', async (_what, faits) => {
    const scene = await openStaffedScene();
    const reply = await writeReport(scene, { faits });
    expect(plainSpaces(formIn(reply).errors['faits'] ?? '')).toBe(FEW);
    expect(await happened(scene, 'incident-reported')).toEqual([]);
  });

  it.each([
    ['20', 'Panne du service n 2'],
    ['3000', `Panne ${'x'.repeat(2994)}`],
  ])('facts of %s characters are taken, as they are', async (_count, faits) => {
    const scene = await openStaffedScene();
    expect((await writeReport(scene, { faits })).kind).toBe('card');
    expect(await happened(scene, 'incident-reported')).toMatchObject([{ facts: faits }]);
  });

  it('facts of 3001 characters, and 10 MB that were pasted', async () => {
    const scene = await openStaffedScene();
    expect(await refused(scene, { faits: `Panne ${'x'.repeat(2995)}` }, 'faits')).toBe(
      'Ce texte compte 3001 caractères ; le maximum est 3000. Merci de le raccourcir.',
    );
    const bytes = 10 * 1024 * 1024;
    expect(await refused(scene, { faits: 'Panne '.padEnd(bytes, 'x') }, 'faits')).toContain(
      `${bytes} caractères`,
    );
  });

  it('found on a day, or at an hour of today, to come', async () => {
    const scene = await openStaffedScene();
    const says = (day: string) =>
      `La date de constat (${day}) ne peut être postérieure à cet instant. Corrigez la date ou l'heure.`;
    expect(await refused(scene, { 'constate-le': '2026-03-13' }, 'constate-le')).toBe(says('13/03/2026'));
    expect(await refused(scene, { heure: '10:43' }, 'heure')).toBe(says('12/03/2026'));
    expect(await refused(scene, { heure: '25:00' }, 'heure')).toContain('« 25:00 »');
    expect(await refused(scene, { 'constate-le': '31/02/2026' }, 'constate-le')).toContain(
      "n'est pas une date du calendrier",
    );
  });

  it.each(['0', '366', '-3', '2,5', 'dix', '1e2'])('a certain consequence of « %s » days', async (jours) => {
    const scene = await openStaffedScene();
    expect(await refused(scene, { consequence: 'certaine', jours }, 'jours')).toBe(
      "La conséquence est certaine : indiquez le retard en jours, de 1 à 365. S'il n'est pas connu, choisissez une conséquence possible.",
    );
  });

  it('a certain consequence without its days, and days without a certain consequence', async () => {
    const scene = await openStaffedScene();
    expect(await refused(scene, { consequence: 'certaine' }, 'jours')).toContain('indiquez le retard');
    for (const consequence of ['aucune', 'possible'])
      expect(await refused(scene, { consequence, jours: '3' }, 'jours')).toBe(
        "Un retard en jours ne va qu'avec une conséquence certaine. Choisissez-la, ou videz ce champ.",
      );
  });

  it('a nature, a consequence or an addressee that is none', async () => {
    const scene = await openStaffedScene();
    expect(await refused(scene, { nature: 'contractor' }, 'nature')).toContain('« contractor »');
    expect(await refused(scene, { consequence: 'toujours' }, 'consequence')).toContain('« toujours »');
    expect(await refused(scene, { destinataires: 'presse' }, 'destinataires')).toContain('« presse »');
  });

  it('a difficulty with the contractor that would be told to it: locked to MGP', async () => {
    const scene = await openStaffedScene();
    expect(await refused(scene, { ...LOCKED, destinataires: 'metropole-prestataire' }, 'destinataires')).toBe(
      "Une difficulté avec le prestataire n'est adressée qu'à la Métropole.",
    );
    const typed = { nature: 'prestataire', faits: LOCKED['faits'] ?? '' };
    await scene.ask('referent', {
      kind: 'run',
      command: 'incident',
      values: { ...LOCKED, ...typed, destinataires: 'metropole-prestataire' },
    });
    expect(said(await scene.press('referent', 'Métropole seulement'))).toContain(
      'Copie adressée à la Métropole et',
    );
  });

  it.each(['dysfonctionnement', 'degradation'])(
    'a %s that the contractor would not hear of',
    async (nature) => {
      const scene = await openStaffedScene();
      expect(await refused(scene, { nature, destinataires: 'metropole' }, 'destinataires')).toBe(
        'Le prestataire est informé des dysfonctionnements et des dégradations.',
      );
    },
  );

  it('a file that is not taken', async () => {
    const scene = await openStaffedScene();
    const pieces = await scene.give('referent', 'outil.exe', PROGRAM);
    const reply = await writeReport(scene, { pieces });
    expect(formIn(reply).errors['pieces']).toContain('outil.exe');
    expect(await happened(scene, 'incident-reported')).toEqual([]);
  });

  it("another commune's, and somebody who speaks for none", async () => {
    const scene = await openStaffedScene();
    expect(said(await writeReport(scene, { commune: 'nanterre' }))).toContain(
      "Vous êtes référent de Choisy-le-Roi. Seule la Métropole peut modifier la fiche d'une autre collectivité",
    );
    for (const persona of ['coordinator', 'contractor'] as const)
      expect(said(await writeReport(scene, {}, persona))).toContain(
        'Cette action est réservée aux référents',
      );
    const reply = await writeReport(scene, {}, 'stranger');
    expect(said(reply)).toContain(
      "Vous n'êtes pas encore enregistré(e). Indiquez votre collectivité ; la Métropole confirmera votre rôle.",
    );
    expect(labelsOf(reply)).toContain("Demander l'accès");
    expect(await happened(scene, 'incident-reported')).toEqual([]);
  });
});

describe('what people write (art. 3) is shown as they wrote it and nothing else', () => {
  it('mentions and HTML stay words; a formula of a table is none', async () => {
    const faits = '=HYPERLINK("https://exemple.fr") <!channel> <b>gras</b> [lien](https://exemple.fr)';
    const scene = await openIncidentScene({ faits });
    expect(await happened(scene, 'incident-reported')).toMatchObject([{ facts: faits }]);
    expect(said(await scene.say('coordinator', `incident voir ${FIRST}`))).toContain(faits);
    const exported = await scene.fill('coordinator', 'incident export', {});
    const table = await behind(scene, exported.kind === 'card' ? exported.card : undefined, 'Exporter (CSV)');
    expect(String(table?.body)).toContain('"\'=HYPERLINK(""https://exemple.fr"") <!channel>');
  });
});

describe('what follows a report (art. 3): what is refused records nothing', () => {
  const STEPS = [
    'acknowledged',
    'assigned',
    'progressed',
    'answered',
    'completed',
    'closed',
    'reopened',
  ] as const;

  async function stepsOf(scene: Scene): Promise<number> {
    const all = await Promise.all(STEPS.map((step) => happened(scene, `incident-${step}`)));
    return all.flat().length;
  }

  it('closing without saying what was done', async () => {
    const scene = await openIncidentScene();
    const { errors } = formIn(await follow(scene, 'coordinator', 'clore'));
    expect(errors['suite']).toBe('Indiquez la suite donnée avant de clore.');
    const typed = await scene.say('coordinator', `incident clore ${FIRST}`);
    expect(JSON.stringify(typed)).toContain('Indiquez la suite donnée avant de clore.');
    expect(formIn(typed).fields.find(({ name }) => name === 'suite')?.required).toBe(true);
    expect(await stepsOf(scene)).toBe(0);
  });

  it.each([
    ['suivre', {}],
    ['suivre', { suite: 'Vu' }],
    ['repondre', { reponse: 'Vu' }],
    ['affecter', { a: 'Camille Roux' }],
    ['clore', { suite: 'Fait' }],
  ])('incident %s %j of a closed one: it is reopened first, by the button', async (command, values) => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'clore', { suite: 'Fait' });
    const before = await stepsOf(scene);
    const reply = await follow(scene, 'coordinator', command, values);
    expect(plainSpaces(formIn(reply).errors['incident'] ?? '')).toBe(
      'Le signalement INC-2026-0001 est clos. Rouvrez-le pour y donner suite.',
    );
    expect(await stepsOf(scene)).toBe(before);
    const run = {
      kind: 'run',
      command: `incident ${command}`,
      values: { incident: FIRST, ...values },
    } as const;
    expect(labelsOf(await scene.ask('coordinator', run))).toContain('Rouvrir');
    expect(said(await scene.press('coordinator', 'Rouvrir'))).toBe('Rouvrir un signalement');
  });

  it('reopening one that is open, reopening or adding without a word', async () => {
    const scene = await openIncidentScene();
    const open = formIn(await follow(scene, 'referent', 'rouvrir', { motif: 'Encore' })).errors['incident'];
    expect(plainSpaces(open ?? '')).toBe(
      "Le signalement INC-2026-0001 n'est pas clos : il n'y a rien à rouvrir.",
    );
    for (const [command, field] of [
      ['rouvrir', 'motif'],
      ['completer', 'complement'],
    ] as const)
      expect(formIn(await follow(scene, 'referent', command)).errors[field]).toBe(
        'Ce renseignement est nécessaire.',
      );
    expect(formIn(await follow(scene, 'coordinator', 'repondre')).errors['reponse']).toBeDefined();
    expect(await stepsOf(scene)).toBe(0);
  });

  it('an addition of more than 2,000 characters', async () => {
    const scene = await openIncidentScene();
    const complement = 'x'.repeat(2_001);
    const form = formIn(await follow(scene, 'referent', 'completer', { complement }));
    expect(form.errors['complement']).toContain('2001 caractères');
    expect(form.values['complement']).toBe(complement);
  });

  it('a file that is not taken, with whatever it comes', async () => {
    const scene = await openIncidentScene();
    for (const [persona, command, values] of [
      ['referent', 'completer', { complement: 'Voici' }],
      ['coordinator', 'repondre', { reponse: 'Voici' }],
      ['coordinator', 'clore', { suite: 'Voici' }],
    ] as const) {
      const pieces = await scene.give(persona, 'outil.exe', PROGRAM);
      const form = formIn(await follow(scene, persona, command, { ...values, pieces }));
      expect(form.errors['pieces']).toContain('outil.exe');
    }
    expect(await stepsOf(scene)).toBe(0);
  });

  it('somebody who is no coordinator to see to it', async () => {
    const scene = await openIncidentScene();
    const { errors } = formIn(await follow(scene, 'coordinator', 'affecter', { a: 'Amina Diallo' }));
    expect(plainSpaces(errors['a'] ?? '')).toBe(
      "« Amina Diallo » n'est pas de la coordination. Choisissez l'une de ses personnes.",
    );
    expect(await stepsOf(scene)).toBe(0);
  });

  it.each([
    ['referent', 'suivre', {}, 'réservée à la coordination'],
    ['referent', 'clore', { suite: 'Fait' }, 'réservée à la coordination'],
    ['referent', 'affecter', { a: 'Camille Roux' }, 'réservée à la coordination'],
    ['referent', 'export', {}, 'réservée à la coordination'],
    ['contractor', 'suivre', {}, 'réservée à la coordination'],
    ['contractor', 'clore', { suite: 'Fait' }, 'réservée à la coordination'],
    ['contractor', 'export', {}, 'réservée à la coordination'],
    ['contractor', 'completer', { complement: 'Fait' }, 'réservée aux référents'],
    ['coordinator', 'completer', { complement: 'Fait' }, 'réservée aux référents'],
    ['stranger', 'voir', {}, "Vous n'êtes pas encore enregistré(e)."],
    ['stranger', 'liste', {}, "Vous n'êtes pas encore enregistré(e)."],
  ] as const)('the %s with incident %s %j', async (persona, command, values, sentence) => {
    const scene = await openIncidentScene();
    expect(said(await follow(scene, persona, command, values))).toContain(sentence);
    expect(await stepsOf(scene)).toBe(0);
  });
});

describe('a number that is not theirs (art. 3) reads the same as one that there is not', () => {
  it.each([
    ['referent', 'voir', {}],
    ['referent', 'completer', { complement: 'Encore' }],
    ['referent', 'rouvrir', { motif: 'Encore' }],
    ['contractor', 'voir', {}],
    ['contractor', 'repondre', { reponse: 'Vu' }],
  ] as const)('%s: incident %s %j', async (persona, command, values) => {
    const scene = await openStaffedScene();
    await writeReport(scene, LOCKED, 'foreignReferent');
    const answerTo = async (incident: string) => {
      const reply = await follow(scene, persona, command, { ...values, incident });
      expect(reply.kind).toBe('refused');
      const { errors } = formIn(reply);
      return `${said(reply)} ${errors['incident'] ?? ''}`.replaceAll(incident, 'X');
    };
    const others = await answerTo('INC-2026-0001');
    expect(others).toContain('parmi ceux que vous pouvez voir. Vérifiez le numéro.');
    expect(await answerTo('INC-2026-0002')).toBe(others);
  });

  it.each([
    ['suivre', {}],
    ['repondre', { reponse: 'Vu' }],
    ['affecter', { a: 'camille.roux@mgp.example' }],
    ['clore', { suite: 'Fait' }],
    ['rouvrir', { motif: 'Encore' }],
  ])('coordinator: incident %s %j of a number that there is not', async (command, values) => {
    const scene = await openIncidentScene();
    const incident = 'INC-2026-0009';
    expect(said(await follow(scene, 'coordinator', command, { ...values, incident }))).toContain(
      'Aucun signalement « INC-2026-0009 » parmi ceux que vous pouvez voir.',
    );
  });

  it('who speaks for a beneficiary and is its contractor too does not answer as the contractor what is locked', async () => {
    const scene = await openStaffedScene();
    await designate(scene, 'nanterre', 'suppleant', 'contractor');
    await writeReport(scene, LOCKED, 'foreignReferent');
    expect(said(await follow(scene, 'contractor', 'repondre', { reponse: 'Vu' }))).toContain(
      'Aucun signalement',
    );
    expect(await happened(scene, 'incident-answered')).toEqual([]);
  });

  it('who speaks for one beneficiary and is the contractor of another neither adds to a report nor reopens it', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'clore', { suite: 'Fait' });
    await designate(scene, 'nanterre', 'suppleant', 'contractor');
    for (const [command, values] of [
      ['completer', { complement: 'Encore' }],
      ['rouvrir', { motif: 'Encore' }],
    ] as const)
      expect(said(await follow(scene, 'contractor', command, values))).toContain('Aucun signalement');
    expect(said(await follow(scene, 'contractor', 'voir'))).toContain('Dysfonctionnement');
  });

  it('their own is found by whatever short form its number is typed in; of one that is near it is offered', async () => {
    const scene = await openIncidentScene();
    const reply = await scene.say('referent', 'incident voir INC-2026-0011');
    expect(labelsOf(reply)).toContain(FIRST);
    expect(said(await scene.press('referent', FIRST))).toContain('Dysfonctionnement');
    for (const typed of ['inc 1', 'INC-1', '1', 'inc-2026-1', ' INC 2026 0001 ', '0001'])
      expect(said(await follow(scene, 'referent', 'voir', { incident: typed }))).toContain(FIRST);
    for (const typed of ['INC-2025-0001', 'incident', 'REF-2026-0001', '1234567'])
      expect(said(await follow(scene, 'referent', 'voir', { incident: typed }))).toContain(
        'Aucun signalement',
      );
  });
});
