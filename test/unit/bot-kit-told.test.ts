import { afterAll, describe, expect, it } from '@jest/globals';
import { communicationVerdict } from '../../src/usecases/communication/messages.ts';
import type { Message } from '../../src/usecases/ports.ts';
import {
  contractor,
  designate,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { cardTo, labelsIn, readersOf } from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';
import { askKit, KIT, kitEvents, publishNow } from '../support/kits.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** What the clock makes of this minute: who is told of a kit. */
async function told(scene: Scene): Promise<readonly string[]> {
  await scene.tick();
  return readersOf(await scene.flush(), 'kit-ready');
}

async function messageTo(scene: Scene, name: string): Promise<Message> {
  const [message] = (await scene.messages()).filter(
    ({ topic, to }) =>
      topic === 'kit-ready' && scene.world.people.byId(to)?.person.name.startsWith(name) === true,
  );
  if (message === undefined) throw new TypeError(`no kit for ${name}`);
  return message;
}

describe('a kit that has become available is told (règlement, art. 9)', () => {
  it('with its version, what changed, its links, its files and the rules', async () => {
    const scene = await openStaffedScene();
    await publishNow(scene);
    expect(await told(scene)).toEqual(['deputy', 'foreignReferent', 'referent']);
    scene.at('2026-03-16');
    const fichiers = await scene.give('coordinator', 'affiche.pdf', fileOf('pdf'));
    const liens = `${KIT}/2\nhttps://autre.example/a\n${KIT}/3`;
    await publishNow(scene, { version: '2', liens, fichiers, nouveautes: 'Affiche ajoutée' });
    await scene.tick();
    const card = cardTo(await scene.flush(), 'referent', 'kit-ready');
    expect(saidBy(card)).toBe(
      [
        'Kit de communication : version 2',
        'Le kit de communication du parcours « IA – Administration interne des collectivités » est à votre disposition.',
        'Il remplace la version 1.',
        'Version : 2',
        'Ce qui change : Affiche ajoutée',
        `Fichiers : affiche.pdf (${fileOf('pdf').byteLength} octets)`,
        'À utiliser avec la mention « Un projet du programme Appropriation de la Métropole du Grand Paris » et le logotype, visibles ; sur les réseaux sociaux, avec @Metropole_GrandParis.',
        'Règlement, art. 9.',
      ].join('\n'),
    );
    expect(labelsIn(card)).toEqual([
      'Ouvrir nuage.mgp.example (1)',
      'Ouvrir autre.example',
      'Ouvrir nuage.mgp.example (2)',
      'Voir le kit',
      'Vérifier un texte',
    ]);
    expect(said(await scene.press('referent', 'Voir le kit'))).toContain('Version : 2');
    expect(said(await scene.press('referent', 'Vérifier un texte'))).toBe('Vérifier un texte');
  });

  it('that was ordered for tomorrow, at 9 h and not before, once', async () => {
    const scene = await openStaffedScene();
    await askKit(scene);
    await scene.press('coordinator', 'Publier demain à 9 h');
    expect(await told(scene)).toEqual([]);
    scene.at('2026-03-13T07:59:59Z');
    expect(await told(scene)).toEqual([]);
    scene.at('2026-03-13T08:00:00Z');
    expect(await told(scene)).toEqual(['deputy', 'foreignReferent', 'referent']);
    scene.at('2026-03-16');
    expect(await told(scene)).toEqual([]);
  });

  it('to whoever was designated between the order and 9 h, who had read « pas encore disponible »', async () => {
    const scene = await openStaffedScene();
    await askKit(scene);
    await scene.press('coordinator', 'Publier demain à 9 h');
    scene.at('2026-03-13T07:00:00Z');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    const welcome = cardTo(await scene.flush(), 'successor', 'referent-welcome');
    expect(saidBy(welcome)).toContain('Kit de communication du parcours : pas encore disponible.');
    expect(labelsIn(welcome)).toEqual(['Calendrier', 'Aide']);
    scene.at('2026-03-13T08:00:00Z');
    expect(await told(scene)).toEqual(['deputy', 'foreignReferent', 'successor']);
  });

  it('not to newcomers after it: their welcome brings it, once', async () => {
    const scene = await openStaffedScene();
    await publishNow(scene, { liens: `${KIT}\n${KIT}/2` });
    await told(scene);
    scene.at('2026-03-16');
    await designate(scene, 'nanterre', 'suppleant', 'successor');
    await scene.tick();
    const received = await scene.flush();
    expect(readersOf(received, 'kit-ready')).toEqual([]);
    const welcome = cardTo(received, 'successor', 'referent-welcome');
    expect(saidBy(welcome)).toContain(
      'Kit de communication du parcours : version 1, à utiliser dès que vous communiquez (règlement, art. 9).',
    );
    expect(labelsIn(welcome)).toEqual([
      'Calendrier',
      'Voir le kit',
      'Ouvrir nuage.mgp.example (1)',
      'Ouvrir nuage.mgp.example (2)',
      'Aide',
    ]);
    expect(said(await scene.say('successor', 'kit voir'))).toContain('Version : 1');
    scene.at('2026-03-17');
    expect(await told(scene)).toEqual([]);
  });

  it('an access that MGP has confirmed brings it as well', async () => {
    const scene = await openScene();
    await publishNow(scene);
    await scene.fill('referent', 'inscription', { commune: 'choisy-le-roi', telephone: '01 48 00 00 03' });
    await scene.flush();
    await scene.press('coordinator', 'Confirmer');
    const welcome = cardTo(await scene.flush(), 'referent', 'referent-welcome');
    expect(saidBy(welcome)).toContain('Kit de communication du parcours : version 1');
  });

  it('the kit of the programme file is announced to nobody; newcomers have it with their welcome', async () => {
    const kit = { url: KIT, version: '1.0' };
    const scene = await openScene({ tracks: [programme({ contractor, kit })] });
    await designate(scene, 'choisy-le-roi', 'referent', 'referent');
    const welcome = cardTo(await scene.flush(), 'referent', 'referent-welcome');
    expect(saidBy(welcome)).toContain('version 1.0');
    expect(labelsIn(welcome)).toContain('Ouvrir nuage.mgp.example');
    expect(await told(scene)).toEqual([]);
  });

  it('once to somebody who speaks for two communes of the track', async () => {
    const scene = await openStaffedScene();
    await designate(scene, 'nanterre', 'suppleant', 'referent');
    await scene.flush();
    await publishNow(scene);
    expect(await told(scene)).toEqual(['deputy', 'foreignReferent', 'referent']);
    const [event] = await kitEvents(scene, 'kit-told');
    expect(event?.['to']).toHaveLength(3);
  });

  it('not any more when a newer one has come before it could leave', async () => {
    const scene = await openStaffedScene();
    await publishNow(scene);
    await scene.tick();
    await publishNow(scene, { version: '2', liens: `${KIT}/2` });
    await scene.tick();
    const received = (await scene.flush()).filter(({ message }) => message.topic === 'kit-ready');
    expect(received.map(({ message }) => message.data['version'])).toEqual(['2', '2', '2']);
    const dropped = (await scene.messages()).filter(({ state }) => state === 'dropped');
    expect(dropped.map(({ lastError }) => lastError)).toEqual(['newer-kit', 'newer-kit', 'newer-kit']);
  });

  it('not to whoever speaks for nobody of the track any more', async () => {
    const scene = await openStaffedScene();
    await publishNow(scene);
    await scene.tick();
    const message = await messageTo(scene, 'Amina');
    expect(await scene.verdictOn(message)).toMatchObject({ kind: 'say' });
    scene.at('2026-03-16');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect(await scene.verdictOn(message)).toEqual({ kind: 'drop', why: 'no-role-left' });
    expect(await scene.verdictOn({ ...message, to: 'nobody' })).toMatchObject({ why: 'no-role-left' });
  });

  it('not of a beneficiary that the programme file has left out, nor of a track that there is not', async () => {
    const scene = await openScene();
    await designate(scene, 'choisy-le-roi', 'referent', 'referent');
    await publishNow(scene);
    await scene.tick();
    const message = await messageTo(scene, 'Amina');
    await scene.load({ ...programme({ contractor }), beneficiaries: [] });
    expect(await scene.verdictOn(message)).toEqual({ kind: 'drop', why: 'no-role-left' });
    const elsewhere = { ...message, data: { ...message.data, track: 'autre' } };
    expect(await scene.verdictOn(elsewhere)).toEqual({ kind: 'drop', why: 'track-gone' });
  });

  it('nor of a kit that there is not, nor what this version cannot word', async () => {
    const scene = await openStaffedScene();
    await publishNow(scene);
    await scene.tick();
    const message = await messageTo(scene, 'Amina');
    const other = await openStaffedScene();
    expect(await other.verdictOn(message)).toEqual({ kind: 'drop', why: 'newer-kit' });
    const { world, settings, now, today } = scene;
    const unknown = { ...message, topic: 'unknown' };
    expect(communicationVerdict({ world, settings, now, today }, unknown)).toEqual({
      kind: 'drop',
      why: 'unknown-topic',
    });
  });

  it('kits of two tracks as two cards', async () => {
    const tracks = [programme({ contractor }), programme({ contractor, id: 'ia-2', title: 'IA – Deux' })];
    const scene = await openScene({ tracks });
    for (const parcours of ['ia-administration-interne', 'ia-2']) {
      await scene.fill('coordinator', 'referent changer', {
        commune: `${parcours}/choisy-le-roi`,
        nom: 'Amina Diallo',
        courriel: 'amina.diallo@choisyleroi.example',
        telephone: '01 48 00 00 03',
      });
      await publishNow(scene, { parcours, liens: `${KIT}/${parcours}` });
    }
    await scene.tick();
    const kits = (await scene.flush()).filter(({ message }) => message.topic === 'kit-ready');
    expect(kits.map(({ card }) => saidBy(card).includes('« IA – Deux »')).sort()).toEqual([false, true]);
  });
});
