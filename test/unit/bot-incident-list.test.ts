import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { openStaffedScene, programme, type Scene, said, shownFaults } from '../support/bot.ts';
import { labelsOf, submitted } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import {
  FIRST,
  follow,
  LOCKED,
  MALFUNCTION,
  openIncidentScene,
  writeReport,
} from '../support/incident-scene.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** INC-1 of Choisy-le-Roi, told to the contractor; INC-2 of Choisy-le-Roi, locked; INC-3 of Nanterre, MGP's alone. */
async function opened(): Promise<Scene> {
  const scene = await openStaffedScene();
  await writeReport(scene);
  await writeReport(scene, LOCKED);
  await writeReport(scene, { ...MALFUNCTION, nature: 'ecart' }, 'foreignReferent');
  await scene.flush();
  return scene;
}

const numbersIn = (text: string) => text.match(/- INC-\d{4}-\d{4}/gu)?.map((found) => found.slice(2)) ?? [];
const listed = async (scene: Scene, persona: Persona, values: Values = {}) =>
  said(await submitted(scene, persona, 'incident liste', values));

describe('incident liste (art. 3): the reports that somebody may read', () => {
  it.each<[Persona, string, readonly string[]]>([
    ['coordinator', '3 signalements', ['INC-2026-0003', 'INC-2026-0002', FIRST]],
    ['referent', '2 signalements', ['INC-2026-0002', FIRST]],
    ['deputy', '2 signalements', ['INC-2026-0002', FIRST]],
    ['foreignReferent', '1 signalement', ['INC-2026-0003']],
    ['contractor', '1 signalement', [FIRST]],
  ])('to the %s: %s', async (persona, title, numbers) => {
    const scene = await opened();
    const text = await listed(scene, persona);
    expect(text.split('\n')[0]).toBe(title);
    expect(numbersIn(text)).toEqual(numbers);
    for (const other of ['INC-2026-0003', 'INC-2026-0002', FIRST])
      expect(said(await follow(scene, persona, 'voir', { incident: other })).includes('Faits')).toBe(
        numbers.includes(other),
      );
  });

  it('with what each may do: report, see, export', async () => {
    const scene = await opened();
    expect(labelsOf(await scene.say('coordinator', 'incidents'))).toEqual([
      'INC-2026-0003 : Nanterre',
      'INC-2026-0002 : Choisy-le-Roi',
      'INC-2026-0001 : Choisy-le-Roi',
      'Exporter',
    ]);
    expect(labelsOf(await scene.say('referent', 'signalements'))).toEqual([
      'Signaler un incident',
      'INC-2026-0002 : Choisy-le-Roi',
      'INC-2026-0001 : Choisy-le-Roi',
    ]);
    expect(labelsOf(await scene.say('contractor', 'incidents'))).toEqual(['INC-2026-0001 : Choisy-le-Roi']);
    expect(said(await scene.press('contractor', 'INC-2026-0001 : Choisy-le-Roi'))).toContain('Faits');
  });

  it('those that nobody has acknowledged first, then the open ones, then the closed ones', async () => {
    const scene = await opened();
    await follow(scene, 'coordinator', 'clore', { incident: 'INC-2026-0003', suite: 'Fait' });
    await follow(scene, 'coordinator', 'affecter', {
      incident: 'INC-2026-0002',
      a: 'camille.roux@mgp.example',
    });
    scene.at('2026-03-12T11:42:00Z');
    const text = await listed(scene, 'coordinator');
    expect(text).toBe(
      [
        '3 signalements',
        "1 signalement attend d'être pris en compte.",
        '- INC-2026-0001, Choisy-le-Roi : dysfonctionnement de la solution, constaté le 12/03/2026, signalé, attend depuis 2 h ouvrées',
        '- INC-2026-0002, Choisy-le-Roi : difficulté avec le prestataire, constaté le 12/03/2026, pris en compte, suivi par Camille Roux',
        '- INC-2026-0003, Nanterre : écart par rapport aux objectifs, constaté le 12/03/2026, clos',
        'Convention, art. 3.',
      ].join('\n'),
    );
  });

  it('of a state, of a beneficiary', async () => {
    const scene = await opened();
    await follow(scene, 'coordinator', 'clore', { suite: 'Fait' });
    expect(numbersIn(await listed(scene, 'coordinator', { etat: 'clos' }))).toEqual([FIRST]);
    expect(numbersIn(await listed(scene, 'coordinator', { etat: 'ouverts' }))).toEqual([
      'INC-2026-0003',
      'INC-2026-0002',
    ]);
    expect(numbersIn(await listed(scene, 'coordinator', { commune: 'nanterre' }))).toEqual(['INC-2026-0003']);
    expect(await listed(scene, 'coordinator', { etat: 'clos', commune: 'nanterre' })).toContain(
      'Signalements\nAucun signalement.',
    );
    expect(labelsOf(await submitted(scene, 'foreignReferent', 'incident liste', { etat: 'clos' }))).toEqual([
      'Signaler un incident',
    ]);
  });

  it("of another's beneficiary: refused, in a form too", async () => {
    const scene = await opened();
    const says = 'Vous êtes référent de Choisy-le-Roi.';
    expect(await listed(scene, 'referent', { commune: 'nanterre' })).toContain(says);
    expect(said(await scene.open('referent', 'incident liste', { commune: 'nanterre' }))).toContain(says);
    expect(said(await scene.open('referent', 'incident liste'))).toBe('Signalements');
  });

  it('ten at a time, turned by buttons that keep what was asked for', async () => {
    const scene = await openStaffedScene();
    for (let n = 0; n < 12; n += 1) await writeReport(scene);
    const first = await scene.say('referent', 'incident liste ouverts');
    expect(said(first)).toContain("12 signalements (1/2)\n12 signalements attendent d'être pris en compte.");
    expect(numbersIn(said(first))).toHaveLength(10);
    const second = await scene.press('referent', 'Suite');
    expect(numbersIn(said(second))).toEqual(['INC-2026-0002', FIRST]);
  });

  it('typed in a form, offers those that the person may see and no other', async () => {
    const scene = await opened();
    const offered = async (persona: Persona) => {
      const form = await scene.open(persona, 'incident voir');
      const field =
        form.kind === 'form' ? form.form.fields.find(({ name }) => name === 'incident') : undefined;
      return field?.options.map(({ label }) => plainSpaces(label));
    };
    expect(await offered('contractor')).toEqual(['INC-2026-0001 Choisy-le-Roi']);
    expect(await offered('foreignReferent')).toEqual(['INC-2026-0003 Nanterre']);
    expect(await offered('coordinator')).toHaveLength(3);
  });
});

describe('incident voir (art. 3): what each may do with a report', () => {
  const PDF = 'Télécharger le PDF';
  it.each<[string, Persona, Values, readonly string[]]>([
    ['new', 'coordinator', {}, ['Accuser réception', 'Demander un complément', 'Affecter', 'Clore', PDF]],
    ['new', 'referent', {}, ['Compléter', PDF]],
    ['new', 'referent', { consequence: 'possible' }, ['Compléter', 'Signaler un retard', PDF]],
    ['new', 'contractor', {}, ['Répondre', 'Voir le signalement', PDF]],
    ['acknowledged', 'coordinator', {}, ['Répondre', 'Affecter', 'Noter une suite', 'Clore', PDF]],
    ['closed', 'coordinator', {}, ['Rouvrir', PDF]],
    ['closed', 'referent', {}, ['Compléter', 'Rouvrir', PDF]],
    ['closed', 'contractor', {}, ['Voir le signalement', PDF]],
  ])('%s, to the %s', async (state, persona, changes, labels) => {
    const scene = await openIncidentScene(changes);
    if (state !== 'new') await follow(scene, 'coordinator', 'suivre');
    if (state === 'closed') await follow(scene, 'coordinator', 'clore', { suite: 'Fait' });
    expect(labelsOf(await follow(scene, persona, 'voir'))).toEqual(labels);
  });

  it('« Demander un complément » opens the answer, « Affecter » the choice of a coordinator', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'voir');
    expect(said(await scene.press('coordinator', 'Demander un complément'))).toBe(
      'Répondre à un signalement',
    );
    await follow(scene, 'coordinator', 'voir');
    expect(said(await scene.press('coordinator', 'Affecter'))).toBe('Affecter un signalement');
  });

  it('without a contractor: for whom it is addressed is said', async () => {
    const scene = await openIncidentScene({}, { tracks: [programme()] });
    expect(said(await follow(scene, 'referent', 'voir'))).toContain("son adresse n'est pas encore connue");
    await writeReport(scene, LOCKED);
    expect(said(await follow(scene, 'referent', 'voir', { incident: '2' }))).toContain(
      'Adressé à : Métropole seulement',
    );
  });
});
