import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, formIn, openScene, programme, said, shownFaults } from '../support/bot.ts';
import {
  behind,
  handOver,
  labelsOf,
  openDeliverableScene,
  REPORT,
  recorded,
  submitted,
} from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { fileOf } from '../support/given-files.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const digest = createHash('sha256').update(REPORT).digest('hex');
const grouped = digest.replaceAll(/(.{8})(?=.)/gu, '$1 ');

describe('livrable valider (art. 3): each beneficiary answers for itself', () => {
  it('asks for the answer, which « Valider » gives at once: a receipt with its number, instant, version and hash', async () => {
    const scene = await openDeliverableScene();
    const asked = await scene.say('referent', 'livrable valider LIV-01');
    expect(said(asked)).toBe(
      [
        "À valider : LIV-01 : Rapport d'audit",
        'Que dit Choisy-le-Roi de ce livrable ? La réponse est un acte de la collectivité.',
        'Étape : État des lieux et audit préalables',
        'Remis le : 12/03/2026',
        `Lien : ${REPORT}`,
        "L'absence de réponse ne vaut pas validation.",
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsOf(asked)).toEqual(['Valider', 'Valider avec réserves', 'Refuser', 'Ouvrir le lien']);
    const done = await scene.press('referent', 'Valider');
    expect(said(done)).toBe(
      [
        "Reçu VAL-2026-0001 : LIV-01 : Rapport d'audit",
        'Votre validation de LIV-01 (version 1) est enregistrée le 12/03/2026 à 10 h 42. Reçu n° VAL-2026-0001.',
        'Collectivité : Choisy-le-Roi',
        "Livrable : LIV-01 : Rapport d'audit",
        "Empreinte SHA-256 de l'adresse (le contenu d'un lien peut changer) :",
        grouped,
        'Ce reçu vous est aussi adressé par courriel.',
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsOf(done)).toEqual(['Voir le livrable']);
    const { id } = (await scene.person('referent')) ?? {};
    expect(await recorded(scene, 'deliverable-judged')).toEqual([
      {
        number: 'VAL-2026-0001',
        deliverable: 'LIV-01',
        version: 1,
        digest,
        commune: 'choisy-le-roi',
        verdict: 'validated',
        reserves: [],
        reason: null,
        remark: null,
        byId: id,
      },
    ]);
  });

  it('numbers are typed as people do, and « livrable refuser » is that answer', async () => {
    const scene = await openDeliverableScene();
    for (const typed of ['liv 1', 'LIV-001', '1'])
      expect(
        said(
          await scene.ask('referent', {
            kind: 'run',
            command: 'livrable valider',
            values: { livrable: typed },
          }),
        ),
      ).toContain('À valider : LIV-01');
    expect(said(await scene.say('deputy', 'livrable valider LIV-01 valider'))).toContain('VAL-2026-0001');
    const refused = await scene.say('foreignReferent', 'livrable refuser LIV-01 motif:"Hors sujet"');
    expect(said(refused)).toContain(
      'Votre refus de LIV-01 (version 1) est enregistré le 12/03/2026 à 10 h 42. Reçu n° VAL-2026-0002.\nMotif du refus\nHors sujet',
    );
  });

  it('with reserves: one a line, without the dashes in front of them; each has its button', async () => {
    const scene = await openDeliverableScene();
    await scene.say('referent', 'livrable valider 1');
    const form = formIn(await scene.press('referent', 'Valider avec réserves'));
    expect(form.values).toEqual({ livrable: 'LIV-01', avis: 'reserves', commune: 'choisy-le-roi' });
    expect(form.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'livrable',
      'avis',
      'reserves',
      'commune',
    ]);
    const done = await scene.submit('referent', {
      reserves: "- Ajouter le plan d'adressage\n\n• Corriger la page 3\nTroisième\nQuatrième",
      remarque: 'Entre nous, le prestataire tarde.',
    });
    expect(said(done)).toContain(
      [
        'Votre validation avec réserves de LIV-01 (version 1) est enregistrée le 12/03/2026 à 10 h 42. Reçu n° VAL-2026-0001.',
        'Réserves',
        "- 1. Ajouter le plan d'adressage",
        '- 2. Corriger la page 3',
        '- 3. Troisième',
        '- 4. Quatrième',
        'Remarque pour la Métropole seulement',
        'Entre nous, le prestataire tarde.',
      ].join('\n'),
    );
    expect(labelsOf(done)).toEqual([
      "Lever la réserve 1 : Ajouter le plan d'adressage",
      'Lever la réserve 2 : Corriger la page 3',
      'Lever la réserve 3 : Troisième',
      'Voir le livrable',
    ]);
  });

  it('refuses with a reason, which the form asks for', async () => {
    const scene = await openDeliverableScene();
    await scene.say('referent', 'livrable valider 1');
    const form = formIn(await scene.press('referent', 'Refuser'));
    expect(form.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'livrable',
      'avis',
      'motif',
      'commune',
    ]);
    expect(said(await scene.submit('referent', { motif: 'Les annexes manquent.' }))).toContain(
      'Votre refus de LIV-01',
    );
    expect(await recorded(scene, 'deliverable-judged')).toMatchObject([
      { verdict: 'refused', reason: 'Les annexes manquent.' },
    ]);
  });

  it('a plain form asks for nothing but the answer', async () => {
    const scene = await openDeliverableScene();
    const form = formIn(await scene.open('referent', 'livrable valider'));
    expect(form.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'livrable',
      'avis',
      'commune',
    ]);
    expect(form.fields[0]?.options).toEqual([{ value: 'LIV-01', label: "LIV-01\u00a0: Rapport d'audit" }]);
  });

  it('for a file, the receipt has its hash and the card its download', async () => {
    const scene = await openDeliverableScene();
    const bytes = fileOf('pdf');
    await handOver(scene, { lien: '', fichier: await scene.give('coordinator', 'rapport.pdf', bytes) });
    const asked = await scene.say('referent', 'livrable valider LIV-02');
    expect(labelsOf(asked)).toEqual(['Valider', 'Valider avec réserves', 'Refuser', 'Télécharger']);
    if (asked.kind !== 'card') throw new TypeError(asked.kind);
    expect((await behind(scene, asked.card, 'Télécharger'))?.body).toEqual(bytes);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(said(await scene.press('referent', 'Valider'))).toContain(
      `Empreinte SHA-256 du fichier :\n${hash.replaceAll(/(.{8})(?=.)/gu, '$1 ')}`,
    );
  });
});

describe('whoever speaks for several beneficiaries (art. 3) answers for one at a time', () => {
  it('is asked which, by the form or by the buttons', async () => {
    const scene = await openDeliverableScene();
    await designate(scene, 'nanterre', 'suppleant', 'referent');
    const form = formIn(await scene.say('referent', 'livrable valider LIV-01'));
    expect(form.fields.find(({ name }) => name === 'commune')?.options.map(({ label }) => label)).toEqual([
      'Choisy-le-Roi',
      'Nanterre',
    ]);
    expect(said(await scene.submit('referent', { avis: 'valider', commune: 'NANTERRE' }))).toContain(
      'Collectivité : Nanterre',
    );
    const listed = await scene.say('referent', 'livrables');
    expect(said(listed)).toContain(
      "LIV-01 : Rapport d'audit, remis le 12/03/2026 : Choisy-le-Roi en attente de validation, Nanterre validé",
    );
    expect(labelsOf(listed)).toEqual(['Valider LIV-01 : Choisy-le-Roi']);
    const asked = await scene.press('referent', 'Valider LIV-01 : Choisy-le-Roi');
    expect(labelsOf(asked)[0]).toBe('Valider : Choisy-le-Roi');
    await scene.press('referent', 'Valider : Choisy-le-Roi');
    expect((await recorded(scene, 'deliverable-judged')).map(({ commune }) => commune)).toEqual([
      'nanterre',
      'choisy-le-roi',
    ]);
  });

  it('of one commune in two tracks, answers in the one that the deliverable belongs to', async () => {
    const health = programme({ id: 'ia-sante', title: 'IA – Santé' });
    const scene = await openScene({ tracks: [programme(), health] });
    for (const track of ['ia-administration-interne', 'ia-sante'])
      await designate(scene, `${track}/choisy-le-roi`, 'referent', 'referent');
    await handOver(scene, { parcours: 'ia-sante' });
    expect(said(await scene.say('referent', 'livrables'))).toContain('en attente de validation');
    await scene.press('referent', 'Valider LIV-01');
    expect(said(await scene.press('referent', 'Valider'))).toContain('Reçu n° VAL-2026-0001');
    const stream = 'track:ia-sante';
    const acts = (await scene.journal()).filter(({ type }) => type === 'deliverable-judged');
    expect(acts.map((entry) => entry.stream)).toEqual([stream]);
  });

  it('need not say which where one alone is asked', async () => {
    const scene = await openDeliverableScene();
    await designate(scene, 'nanterre', 'suppleant', 'referent');
    await handOver(scene, { collectivites: 'nanterre' });
    expect(said(await scene.say('referent', 'livrable valider LIV-02'))).toContain(
      'Que dit Nanterre de ce livrable ?',
    );
    const other = await submitted(scene, 'referent', 'livrable valider', {
      livrable: 'LIV-02',
      avis: 'valider',
      commune: 'choisy-le-roi',
    });
    expect(plainSpaces(formIn(other).errors['livrable'] ?? '')).toBe(
      'Aucun livrable « LIV-02 » qui vous soit adressé. Vérifiez son numéro dans la liste.',
    );
  });
});
