import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, formIn, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { changePerson } from '../support/changes.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** Amina was the référent of Choisy-le-Roi; Léa is now. */
async function succeeded(): Promise<Scene> {
  const scene = await openStaffedScene();
  await designate(scene, 'choisy-le-roi', 'referent', 'successor');
  await scene.flush();
  return scene;
}

async function erase(scene: Scene, personne: string = identities.referent.email) {
  await scene.say('coordinator', `personne effacer ${personne}`);
  await scene.press('coordinator', 'Effacer…');
  return scene.submit('coordinator', { confirmation: 'oui' });
}

describe('personne effacer (RGPD): the row is emptied, the history stands', () => {
  it('shows whom and what, and erases nothing before it is chosen in words', async () => {
    const scene = await succeeded();
    const shown = await scene.say('coordinator', `personne effacer ${identities.referent.email}`);
    expect(said(shown)).toContain("Rien n'est encore effacé. L'effacement est définitif.");
    expect(said(shown)).toContain('Nom : Amina Diallo');
    const form = formIn(await scene.press('coordinator', 'Effacer…'));
    expect(form.fields.map(({ name, required }) => [name, required])).toEqual([['confirmation', true]]);
    expect((await scene.submit('coordinator', {})).kind).toBe('refused');
    expect(said(await scene.submit('coordinator', { confirmation: 'non' }))).toContain(
      "Rien n'a été enregistré.",
    );
    expect((await scene.person('referent'))?.name).toBe('Amina Diallo');
  });

  it('leaves nothing of the person but their place in the history', async () => {
    const scene = await succeeded();
    const id = String((await scene.person('referent'))?.id);
    const done = await erase(scene);
    expect(said(done)).toContain('Les données de la personne sont effacées depuis le 12/03/2026 à 10 h 42.');
    expect(said(done)).not.toContain('Amina');
    expect(scene.erased).toBe(1);
    await scene.world.catchUp();
    expect(scene.world.people.byId(id)?.person).toMatchObject({
      id,
      name: '',
      email: null,
      phone: null,
      accounts: [],
    });
    const event = (await scene.journal()).findLast(({ type }) => type === 'person-erased');
    expect(event?.data).toEqual({ personId: id, byId: (await scene.person('coordinator'))?.id });
    const history = said(await scene.say('coordinator', 'referent voir choisy-le-roi'));
    expect(history).toContain('12/03/2026 : personne effacée, référent (n° REF-2026-0001');
    const stored = [...scene.world.people.all(), ...(await scene.messages()), ...(await scene.journal())];
    expect(JSON.stringify(stored)).not.toMatch(/Amina|amina\.diallo/u);
  });

  it('leaves nobody to tell that their request was refused', async () => {
    const scene = await openStaffedScene();
    await scene.fill('stranger', 'inscription', { commune: 'choisy-le-roi', telephone: '01 48 00 00 08' });
    const asked = (await scene.messages()).find(({ topic }) => topic === 'access-asked');
    const values = { commune: 'choisy-le-roi', demande: String(asked?.data['requestId']) };
    await erase(scene, identities.stranger.email);
    const ask = { kind: 'run', command: 'inscription refuser', values } as const;
    const reply = await scene.ask('coordinator', ask);
    expect(reply.kind).toBe('card');
    expect((await scene.messages()).filter(({ topic }) => topic === 'access-declined')).toEqual([]);
  });

  it('twice changes nothing and says so, by receipt as by e-mail', async () => {
    const scene = await succeeded();
    await erase(scene);
    const before = (await scene.journal()).length;
    expect(said(await scene.submit('coordinator', { confirmation: 'oui' }))).toContain('sont déjà effacées');
    expect(said(await scene.say('coordinator', 'personne effacer ref-2026-0001'))).toContain(
      'sont déjà effacées',
    );
    expect(said(await scene.say('coordinator', `personne effacer ${identities.referent.email}`))).toContain(
      "Personne n'est enregistré sous « amina.diallo@choisyleroi.example ».",
    );
    expect((await scene.journal()).length).toBe(before);
  });

  it('finds somebody by the receipt of their designation', async () => {
    const scene = await succeeded();
    expect(said(await scene.say('coordinator', 'personne effacer REF-2026-0001'))).toContain(
      'Nom : Amina Diallo',
    );
  });

  it('is refused for whoever holds a role, with what to do first (art. 4)', async () => {
    const scene = await openStaffedScene();
    const tried = async (email: string) => said(await scene.say('coordinator', `personne effacer ${email}`));
    expect(await tried(identities.referent.email)).toContain(
      "Amina Diallo est référent(e) de Choisy-le-Roi : désignez d'abord une autre personne, puis recommencez.",
    );
    expect(await tried(identities.deputy.email)).toContain('Paul Durand est suppléant(e) de Choisy-le-Roi');
    expect(await tried(identities.coordinator.email)).toContain('fait partie de la coordination.');
    expect(await tried(identities.contractor.email)).toContain('est le contact du prestataire.');
    const { name, email, phone } = identities.successor;
    const typed = { commune: 'choisy-le-roi', nom: name, courriel: email, telephone: phone };
    await scene.fill('coordinator', 'referent changer', { ...typed, 'a-compter-du': '01/04/2026' });
    expect(await tried(email)).toContain(
      'Léa Moreau sera à compter du 01/04/2026 référent(e) de Choisy-le-Roi',
    );
    const offered = await scene.press('coordinator', 'Désigner une autre personne');
    expect(formIn(offered).values['commune']).toBe('choisy-le-roi');
  });

  it('is refused when a role was taken between the question and the answer', async () => {
    const scene = await succeeded();
    await scene.say('coordinator', `personne effacer ${identities.referent.email}`);
    await scene.press('coordinator', 'Effacer…');
    await designate(scene, 'nanterre', 'referent', 'referent');
    const values = { confirmation: 'oui', personne: String((await scene.person('referent'))?.id) };
    const late = await scene.ask('coordinator', { kind: 'submit', command: 'effacement confirmer', values });
    expect(said(late)).toContain('Amina Diallo est référent(e) de Nanterre');
  });

  it('is refused for somebody whom no record names', async () => {
    const scene = await openStaffedScene();
    const values = { confirmation: 'oui', personne: 'nobody' };
    const reply = await scene.ask('coordinator', { kind: 'submit', command: 'effacement confirmer', values });
    expect(said(reply)).toContain("Personne n'est enregistré sous « nobody ».");
  });

  it('takes somebody of whom no e-mail is known', async () => {
    const scene = await succeeded();
    await changePerson(scene, 'referent', (person) => ({ ...person, email: null, phone: null }));
    const shown = await scene.say('coordinator', 'personne effacer REF-2026-0001');
    expect(said(shown)).not.toContain('Téléphone');
  });

  it('an access request of somebody erased since grants nothing (art. 4)', async () => {
    const scene = await openStaffedScene();
    await scene.say('stranger', 'inscription choisy-le-roi');
    await scene.submit('stranger', { telephone: '01 48 00 00 08' });
    await scene.flush();
    const confirm = scene.button('coordinator', 'Confirmer');
    await erase(scene, identities.stranger.email);
    expect(said(await scene.ask('coordinator', confirm))).toContain("Cette demande n'existe pas");
  });
});

describe('a request that comes again after its first answer was emptied', () => {
  it('is not done twice, and says that it was recorded', async () => {
    const scene = await succeeded();
    const typed = { canal: 'courriel', heure: '10' };
    await scene.fill('successor', 'preferences', typed, { key: 'again' });
    await erase(scene);
    const before = (await scene.journal()).length;
    const values = { canal: 'courriel', heure: '11' };
    const ask = { kind: 'submit', command: 'preferences', values } as const;
    const repeated = await scene.ask('successor', ask, { key: 'again' });
    expect(said(repeated)).toContain('Cette demande a déjà été reçue et enregistrée.');
    expect(said(await scene.ask('successor', { ...ask, values: typed }, { key: 'again' }))).toContain(
      'Cette demande a déjà été reçue et enregistrée.',
    );
    expect((await scene.journal()).length).toBe(before);
  });
});
