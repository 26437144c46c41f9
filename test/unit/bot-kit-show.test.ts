import { afterAll, describe, expect, it } from '@jest/globals';
import type { Settlement } from '../../src/usecases/ports.ts';
import {
  contractor,
  designate,
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { behind, download, labelsOf } from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';
import { askKit, KIT, publishNow } from '../support/kits.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const TRACK = 'ia-administration-interne';
const pdf = fileOf('pdf');

/** Settles what waits about the kit, by the name of its reader; whoever is not named is told by Slack. */
async function settleKits(scene: Scene, fates: Readonly<Record<string, Settlement>>): Promise<void> {
  const at = scene.now.toString();
  const claimed = await scene.store.claim({
    now: at,
    leaseUntilAt: scene.now.add({ minutes: 3 }).toString(),
    recipients: 100,
  });
  for (const { key, fence, topic, to } of claimed) {
    const name = scene.world.people.byId(to)?.person.name ?? '';
    const sent: Settlement = { kind: 'sent', at, channel: 'slack', platformId: key };
    if (topic === 'kit-ready') await scene.store.settle(key, fence, fates[name] ?? sent);
  }
}

describe('kit voir (règlement, art. 9): the kit, for those of its track', () => {
  it('says that there is none yet, and to whom it will be told', async () => {
    const scene = await openStaffedScene();
    for (const persona of ['referent', 'deputy'] as const) {
      const missing = await scene.say(persona, 'kit');
      expect(said(missing)).toContain(
        "Le kit de ce parcours n'est pas encore disponible. Vous serez prévenu(e) dès sa publication.",
      );
      expect(labelsOf(missing)).toEqual(['Vérifier un texte']);
    }
    expect(said(await scene.say('contractor', 'kit voir'))).not.toContain('Vous serez prévenu(e)');
    const desk = await scene.say('coordinator', 'kit voir');
    expect(labelsOf(desk)).toEqual(['Vérifier un texte', 'Publier le kit']);
    expect(formIn(await scene.press('coordinator', 'Publier le kit')).values).toEqual({ parcours: TRACK });
    expect(said(await scene.say('stranger', 'kit voir'))).toContain("Vous n'êtes pas encore enregistré(e).");
  });

  it('tells the coordination alone of one that is to come', async () => {
    const scene = await openStaffedScene();
    await askKit(scene);
    await scene.press('coordinator', 'Publier demain à 9 h');
    const scheduled = 'La version 1 sera disponible le 13/03/2026 à 9 h 00.';
    expect(said(await scene.say('coordinator', 'kit voir'))).toContain(scheduled);
    expect(said(await scene.say('referent', 'kit voir'))).not.toContain('version 1');
    scene.at('2026-03-13');
    expect(said(await scene.say('referent', 'kit voir'))).toContain(
      'Disponible depuis le : 13/03/2026 à 9 h 00',
    );
  });

  it.each<Persona>(['referent', 'deputy', 'contractor', 'coordinator'])(
    'shows its version, since when, what changed, and gives its files: %s',
    async (persona) => {
      const scene = await openStaffedScene();
      const fichiers = await scene.give('coordinator', 'affiche.pdf', pdf);
      await publishNow(scene, { fichiers, nouveautes: 'Affiche' });
      const shown = await scene.say(persona, 'kit voir');
      expect(said(shown)).toContain(
        [
          'Kit de communication : version 1',
          'Parcours : IA – Administration interne des collectivités',
          'Version : 1',
          'Disponible depuis le : 12/03/2026 à 10 h 42',
          'Ce qui change : Affiche',
          `Fichiers : affiche.pdf (${pdf.byteLength} octets)`,
        ].join('\n'),
      );
      const label = `Télécharger affiche.pdf (${pdf.byteLength} octets)`;
      expect(labelsOf(shown).slice(0, 3)).toEqual(['Ouvrir nuage.mgp.example', label, 'Vérifier un texte']);
      const made = await behind(scene, shown.kind === 'form' ? undefined : shown.card, label);
      expect(made).toEqual({ name: 'affiche.pdf', type: 'application/pdf', body: pdf });
    },
  );

  it('its files are for those of the track alone, before its hour for the coordination alone', async () => {
    const scene = await openStaffedScene();
    const fichiers = await scene.give('coordinator', 'affiche.pdf', pdf);
    await askKit(scene, { fichiers });
    await scene.press('coordinator', 'Publier demain à 9 h');
    const file = (values = {}) => ({
      file: 'kit',
      values: { parcours: TRACK, version: '1', piece: '1', ...values },
    });
    expect(await download(scene, 'coordinator', file())).toMatchObject({ body: pdf });
    expect(await download(scene, 'referent', file())).toBeNull();
    scene.at('2026-03-13');
    expect(await download(scene, 'referent', file())).toMatchObject({ body: pdf });
    expect(await download(scene, 'stranger', file())).toBeNull();
    for (const other of [{ parcours: 'autre' }, { version: '2' }, { piece: '2' }, { piece: 'x' }])
      expect(await download(scene, 'referent', file(other))).toBeNull();
    expect(await download(scene, 'referent', { file: 'kit', values: {} })).toBeNull();
  });

  it('of somebody with several tracks, the one they choose; of another, as of one that there is not', async () => {
    const of = (id: string, title: string) => programme({ contractor: null, id, title });
    const scene = await openScene({
      tracks: [of('ia-1', 'IA – Un'), of('ia-2', 'IA – Deux'), of('ia-3', 'IA – Trois')],
    });
    for (const parcours of ['ia-1', 'ia-2'])
      await scene.fill('coordinator', 'referent changer', {
        commune: `${parcours}/choisy-le-roi`,
        nom: 'Amina Diallo',
        courriel: 'amina.diallo@choisyleroi.example',
        telephone: '01 48 00 00 03',
      });
    await publishNow(scene, { parcours: 'ia-2' });
    await publishNow(scene, { parcours: 'ia-3', liens: `${KIT}/3` });
    const form = formIn(await scene.say('referent', 'kit voir'));
    expect(form.fields.map(({ options }) => options.map(({ value }) => value))).toEqual([['ia-1', 'ia-2']]);
    expect(said(await scene.submit('referent', { parcours: 'ia-2' }))).toContain('Parcours : IA – Deux');
    const refused = await scene.say('referent', 'kit voir ia-3');
    expect(said(refused)).toContain('« ia-3 »');
    expect(said(refused)).not.toContain('Trois');
    const file = { file: 'kit', values: { parcours: 'ia-3', version: '1', piece: '1' } };
    expect(await download(scene, 'referent', file)).toBeNull();
    expect(formIn(await scene.say('coordinator', 'kit voir')).fields[0]?.options).toHaveLength(3);
  });

  it('the rules of communication name its version, and lead to it', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'communication'))).toContain('pas encore disponible');
    await publishNow(scene, { version: '2026-03' });
    const rules = await scene.say('referent', 'communication');
    expect(said(rules)).toContain('Kit de communication : version 2026-03, parcours');
    expect(said(await scene.press('referent', 'Kit'))).toContain('Version : 2026-03');
  });

  it('the kit of the programme file: no day, and no report, since it was announced to nobody', async () => {
    const kit = { url: KIT, version: '1.0' };
    const scene = await openScene({ tracks: [programme({ contractor, kit })] });
    const shown = said(await scene.say('coordinator', 'kit voir'));
    expect(shown).toContain('Version : 1.0');
    expect(shown).not.toMatch(/Disponible depuis|Diffusion/u);
  });
});

describe('kit voir tells the coordination who has received it (règlement, art. 9)', () => {
  it('at once that the announcement is about to leave, then by channel', async () => {
    const scene = await openStaffedScene();
    await publishNow(scene);
    expect(said(await scene.say('coordinator', 'kit voir'))).toContain(
      "Diffusion\nL'annonce part dans un instant.",
    );
    await scene.tick();
    expect(said(await scene.say('coordinator', 'kit voir'))).toContain(
      'Annoncé à : 3 personnes\nRemis : 0 personne\nEn attente : 3 personnes, prochain envoi le 12/03/2026 à 10 h 42',
    );
    await scene.flush();
    const shown = said(await scene.say('coordinator', 'kit voir'));
    expect(shown).toContain("Remis : 3 personnes (3 par page d'essai)");
    expect(shown).not.toContain('En attente');
  });

  it('who waits until when, who cannot be reached, what has failed and why, and who is not designated', async () => {
    const scene = await openStaffedScene();
    await designate(scene, 'nanterre', 'suppleant', 'successor');
    await scene.flush();
    await scene.say('coordinator', 'commune ajouter Thiais');
    await publishNow(scene);
    await scene.tick();
    await scene.world.catchUp();
    await settleKits(scene, {
      'Paul Durand': { kind: 'held', notBeforeAt: '2026-03-13T07:00:00Z' },
      'Zoé Petit': {
        kind: 'retry',
        notBeforeAt: '2026-03-12T10:00:00Z',
        error: 'no-channel',
        countAttempt: false,
      },
      'Léa Moreau': { kind: 'failed', error: 'mail address refused' },
    });
    expect(said(await scene.say('coordinator', 'kit voir'))).toContain(
      [
        'Annoncé à : 4 personnes',
        'Remis : 1 personne (1 par Slack)',
        'En attente : 1 personne, prochain envoi le 13/03/2026 à 8 h 00',
        '1 envoi en échec :',
        "- Léa Moreau : l'adresse de courriel est refusée",
        "1 personne injoignable, dont aucune adresse n'est connue :",
        '- Zoé Petit',
        'Sans référent nominatif à prévenir (1 collectivité) :',
        '- Thiais',
      ].join('\n'),
    );
    expect(said(await scene.say('referent', 'kit voir'))).not.toContain('Diffusion');
  });

  it('and what had no reader left; older versions are listed, newest first', async () => {
    const kit = { url: `${KIT}/0`, version: '0' };
    const scene = await openStaffedScene({ tracks: [programme({ contractor, kit })] });
    await publishNow(scene);
    scene.at('2026-03-16');
    await publishNow(scene, { version: '2', liens: `${KIT}/2` });
    await scene.tick();
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    await scene.flush();
    const shown = await scene.say('coordinator', 'kit voir');
    expect(said(shown)).toContain('Sans objet : 1 message');
    expect(said(shown)).toContain(
      'Versions précédentes\n- Version 1 (depuis le 12/03/2026 à 10 h 42)\n- Version 0 (fichier de programme)',
    );
    expect(labelsOf(shown)).toEqual([
      'Ouvrir nuage.mgp.example',
      'Vérifier un texte',
      'Publier une nouvelle version',
    ]);
  });
});
