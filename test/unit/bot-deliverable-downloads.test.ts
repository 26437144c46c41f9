import { afterAll, describe, expect, it } from '@jest/globals';
import { cardFor } from '../../src/usecases/verdict.ts';
import { designate, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { storeWith } from '../support/clockwork.ts';
import {
  behind,
  download,
  handOver,
  labelsIn,
  labelsOf,
  replace,
  withdraw,
} from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';
import { testLinks } from '../support/links.ts';
import { identities, type Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const pdf = fileOf('pdf');
const docx = fileOf('docx');
const file = (livrable: string, version = '1') => ({ file: 'livrable', values: { livrable, version } });

/** LIV-01, a file, to everybody; LIV-02, another, to Nanterre alone; LIV-03, a link. */
async function opened(): Promise<Scene> {
  const scene = await openStaffedScene();
  const given = (name: string, bytes: Uint8Array) => scene.give('coordinator', name, bytes);
  await handOver(scene, { lien: '', fichier: await given("Rapport d'audit.pdf", pdf) });
  await handOver(scene, { lien: '', fichier: await given('guide.docx', docx), collectivites: 'Nanterre' });
  await handOver(scene);
  return scene;
}

describe('a deliverable that is a file (art. 3) is downloaded', () => {
  it.each<Persona>(['referent', 'deputy', 'foreignReferent', 'coordinator', 'contractor'])(
    'by whoever may see it, under the name that it was given: %s',
    async (persona) => {
      const scene = await opened();
      const reply = await scene.say(persona, 'livrable voir LIV-01');
      const made = await behind(scene, reply.kind === 'form' ? undefined : reply.card, 'Télécharger');
      expect(made).toEqual({ name: "Rapport d'audit.pdf", type: 'application/pdf', body: pdf });
    },
  );

  it("not by anybody else: a stranger, another beneficiary's, and whoever is no référent any more", async () => {
    const scene = await opened();
    expect(await download(scene, 'stranger', file('LIV-01'))).toBeNull();
    expect(await download(scene, 'referent', file('LIV-02'))).toBeNull();
    expect(await download(scene, 'foreignReferent', file('LIV-02'))).toMatchObject({
      name: 'guide.docx',
      body: docx,
    });
    expect(await download(scene, 'referent', file('LIV-01'))).not.toBeNull();
    scene.at('2026-03-16');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect(await download(scene, 'referent', file('LIV-01'))).toBeNull();
    expect(await download(scene, 'successor', file('LIV-01'))).not.toBeNull();
  });

  it('each version, the former ones too, and what was withdrawn: acts were done on them', async () => {
    const scene = await opened();
    await replace(scene, { lien: '', fichier: await scene.give('coordinator', 'v2.docx', docx) });
    expect(await download(scene, 'referent', file('LIV-01', '1'))).toMatchObject({ body: pdf });
    expect(await download(scene, 'referent', file('LIV-01', '2'))).toMatchObject({
      name: 'v2.docx',
      body: docx,
    });
    await withdraw(scene);
    expect(await download(scene, 'referent', file('LIV-01', '2'))).toMatchObject({ body: docx });
    expect(labelsOf(await scene.say('referent', 'livrable voir 1'))).toEqual(['Télécharger']);
  });

  it('not a version that there is not, nor a link, nor a file that the records have lost', async () => {
    const scene = await opened();
    expect(await download(scene, 'referent', file('LIV-01', '2'))).toBeNull();
    expect(await download(scene, 'referent', { file: 'livrable', values: {} })).toBeNull();
    expect(
      await download(scene, 'referent', { file: 'livrable', values: { livrable: 'LIV-01' } }),
    ).toBeNull();
    expect(await download(scene, 'referent', file('LIV-03'))).toBeNull();
    const lost = storeWith(scene.store, { files: { ...scene.store.files, get: async () => null } });
    expect(await download(scene, 'referent', file('LIV-01'), lost)).toBeNull();
  });

  it('from the message that tells of it, by a link made for its reader alone', async () => {
    const scene = await opened();
    const told = (await scene.messages()).filter(
      ({ topic, data }) => topic === 'deliverable-handed' && data['deliverable'] === 'LIV-01',
    );
    const referent = (await scene.person('referent'))?.id;
    const message = told.find(({ to }) => to === referent);
    const verdict = message === undefined ? undefined : await scene.verdictOn(message);
    if (verdict?.kind !== 'say') throw new TypeError('nothing is told');
    expect(labelsIn(verdict.card)).not.toContain('Télécharger');
    const { email } = identities.referent;
    const account = { platform: 'mail', id: email, email, reference: {}, seenAt: '', lostAt: null } as const;
    const card = cardFor(
      testLinks(() => scene.now),
      account,
      verdict,
    );
    expect(labelsIn(card)).toContain('Télécharger');
    expect(await behind(scene, card, 'Télécharger')).toMatchObject({ body: pdf });
  });

  it('shows its name and its size, and its hash for whoever checks it', async () => {
    const scene = await opened();
    const text = said(await scene.say('referent', 'livrable voir 1'));
    expect(text).toMatch(/Fichier : Rapport d'audit\.pdf \(\d+ octets\)/u);
    expect(text).toContain('Empreinte SHA-256 du fichier :');
  });
});

describe('the export of who has validated what', () => {
  it('is for the coordination alone, and of a track that there is', async () => {
    const scene = await opened();
    const values = { parcours: 'ia-administration-interne' };
    for (const persona of ['referent', 'deputy', 'contractor', 'stranger'] as const)
      expect(await download(scene, persona, { file: 'livrables-suivi', values })).toBeNull();
    expect(await download(scene, 'coordinator', { file: 'livrables-suivi', values: {} })).toMatchObject({
      name: 'livrables-suivi-2026-03-12.csv',
      type: 'text/csv; charset=utf-8',
    });
    expect(
      await download(scene, 'coordinator', { file: 'livrables-suivi', values: { parcours: 'ailleurs' } }),
    ).toBeNull();
    expect(await download(scene, 'coordinator', { file: 'nothing-of-the-kind', values })).toBeNull();
  });
});
