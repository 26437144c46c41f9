import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { undelivered } from '../../src/usecases/undelivered.ts';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type Shown, type Talk } from './drivers/shown.ts';
import { staff } from './drivers/staff.ts';

/** A Tuesday, 10 h in Paris: the audit runs. */
const START = '2026-01-27T09:00:00Z';
const TRACK = 'track:ia-administration-interne';

describe.each(platforms)("the convention's obligations on %s", (platform) => {
  let mounted: Mounted;
  let amina: Talk;
  let bruno: Talk;
  let camille: Talk;
  let nadia: Talk;

  beforeEach(async () => {
    mounted = await mount(platform, START);
    amina = mounted.driver.talk(people.amina);
    bruno = mounted.driver.talk(people.bruno);
    camille = mounted.driver.talk(people.camille);
    nadia = mounted.driver.talk(people.nadia);
    await staff(mounted.core);
    for (const talk of [camille, nadia, amina, bruno]) await talk.say('aide');
  });
  afterEach(() => mounted.close());

  const recorded = async (type: string) =>
    (await mounted.core.store.read(TRACK, 0)).filter((entry) => entry.type === type);
  const errorOf = ({ errors }: Shown, field: string) => folded(errors[field] ?? '');
  const heard = async (talk: Talk, words: string) => {
    // The trial page is read again by an act of its reader.
    if (platform === 'web') await talk.say('aide');
    return talk.inbox().filter(({ text }) => text.includes(words));
  };

  it('signing (art. 1 and 2): a day to come comes back under its field, the last signature gives effect', async () => {
    await camille.say('convention signer nanterre');
    const refused = await camille.submit({ 'signee-collectivite': '2026-01-28', option: '2' });
    expect(errorOf(refused, 'signee-collectivite')).toContain('Le 28/01/2026 est à venir : seul ce qui a eu');
    const first = await camille.submit({ 'signee-collectivite': '2026-01-20', option: '2' });
    expect(first.text).toContain("une fois signée par l'ensemble des parties.");
    expect(first.text).toContain("Facilitation de l'instruction des dossiers");
    await camille.press('Compléter', first);
    const second = await camille.submit({ 'signee-metropole': '2026-01-26' });
    expect(second.text).toContain("La convention a pris effet le 26/01/2026, jusqu'au 31/12/2026.");
    const obligations = await camille.press('Obligations', second);
    expect(obligations.text).toContain('collectivité le 20/01/2026, Métropole le 26/01/2026');
    const unknown = await camille.say('convention signer nanterre option:"autre chose"');
    expect(unknown.text).toContain("n'est pas une des expérimentations proposées");
    expect((await camille.press("Facilitation de l'instruction des dossiers", unknown)).text).toContain(
      'Enregistré.',
    );
  });

  it('an avenant (art. 11): shown first, told to the beneficiary, whose calendar follows', async () => {
    await camille.say('convention avenant');
    const typed = { commune: 'choisy-le-roi', 'signe-le': '2026-01-26', objet: 'Prolongation' };
    const short = await camille.submit({ ...typed, terme: '2026-01-25' });
    expect(errorOf(short, 'terme')).toBe(
      'Un avenant ne peut fixer le terme au 25/01/2026 : il a été signé le 26/01/2026.',
    );
    const preview = await camille.submit({ ...typed, terme: '2027-03-31', 'bilan-avant': '2027-03-31' });
    expect(preview.text).toContain('31/03/2027 (au lieu du 31/12/2026)');
    expect(preview.buttons).toEqual(["Enregistrer l'avenant", 'Corriger', 'Annuler']);
    expect(await recorded('avenant-recorded')).toEqual([]);
    await Promise.all([
      camille.press("Enregistrer l'avenant", preview),
      camille.press("Enregistrer l'avenant", preview),
    ]);
    expect(await recorded('avenant-recorded')).toHaveLength(1);
    await mounted.beat();
    const told = await amina.received('a enregistré un avenant à la convention');
    expect((await amina.press('Calendrier', told)).text).toContain('01/06/2026 – 30/11/2026 (183 j)');
    await nadia.received('a enregistré un avenant à la convention');
    expect(await heard(camille, 'a enregistré un avenant')).toEqual([]);
  });

  it('a formal notice (art. 12): its days are counted, coordinators alone are reminded, and it is closed', async () => {
    await camille.say('convention mise-en-demeure');
    const typed = { commune: 'choisy-le-roi', manquement: "Aucun accès aux locaux n'a été donné." };
    const future = await camille.submit({ ...typed, 'envoyee-le': '2026-01-28' });
    expect(errorOf(future, 'envoyee-le')).toContain('Le 28/01/2026 est à venir');
    const done = await camille.submit({ ...typed, 'envoyee-le': '2026-01-26' });
    expect(done.text).toContain("Trente jours : jusqu'au 25/02/2026.");
    expect(done.text).toContain('Seule la lettre recommandée avec accusé de réception a un effet (art. 12)');
    const second = await nadia.say(
      'convention mise-en-demeure choisy-le-roi 26/01/2026 Aucun accès aux locaux',
    );
    expect(second.text).toContain('La mise en demeure MED-2026-0001 (envoyée le 26/01/2026) est en cours.');
    mounted.setClock('2026-02-18T08:00:00Z');
    await mounted.beat();
    const week = await nadia.received('Le délai de trente jours prend fin le 25/02/2026.');
    mounted.setClock('2026-02-26T08:00:00Z');
    await mounted.beat();
    await camille.received('Le délai de trente jours est écoulé depuis le 25/02/2026.');
    for (const talk of [amina, bruno]) {
      expect(await heard(talk, 'MED-2026')).toEqual([]);
      expect(await heard(talk, 'demeure')).toEqual([]);
    }
    await nadia.press('Clore la mise en demeure', week);
    const closed = await nadia.submit({ suite: 'remedie', le: '2026-02-26' });
    expect(closed.text).toContain('Il a été remédié au manquement le 26/02/2026.');
    expect((await recorded('formal-notice-closed')).map(({ data }) => data['outcome'])).toEqual(['remedied']);
    // Slack takes one message a second in each conversation.
  }, 20_000);

  it('the review (règlement, art. 8): from a draft that two write to its receipt', async () => {
    const form = await amina.say('bilan');
    expect(form.fields.map(({ label }) => folded(label)).slice(0, 3)).toEqual([
      'Collectivité',
      'Quels usages la solution a-t-elle servis, dans quels services ?',
      "Combien d'agents l'ont utilisée, à quelle fréquence ?",
    ]);
    expect(form.fields).toHaveLength(8);
    const draft = await amina.submit({ q1: 'Des courriers.', q2: 'Douze agents.\nChaque semaine.' });
    expect(draft.text).toContain("2 réponses sur 7. Rien n'est transmis tant que vous ne le demandez pas.");
    const early = await amina.say('bilan transmettre');
    expect(early.text).toContain('Les questions 3, 4, 5, 6 et 7 sont sans réponse.');
    mounted.setClock('2026-01-27T09:05:00Z');
    const continued = await bruno.press('Remplir le bilan', await bruno.say('obligations'));
    expect(continued.fields.find(({ name }) => name === 'q2')?.value).toBe('Douze agents.\nChaque semaine.');
    const answers = Object.fromEntries([3, 4, 5, 6, 7].map((rank) => [`q${rank}`, `Réponse ${rank}.`]));
    expect((await bruno.submit(answers)).text).toContain('7 réponses sur 7.');
    expect((await camille.say('bilan voir choisy-le-roi')).text).toContain('en cours de rédaction');
    const whole = await amina.say('bilan transmettre');
    expect(whole.text).toContain('Chaque semaine.');
    const receipt = await amina.press('Transmettre à la Métropole', whole);
    expect(folded(receipt.title)).toBe('Reçu BIL-2026-0001 : bilan de Choisy-le-Roi');
    for (const answer of ['Des courriers.', 'Réponse 7.']) expect(receipt.text).toContain(answer);
    await mounted.beat();
    const told = await camille.received('ont été transmis le 27/01/2026 à 10 h 05 par Amina Diallo');
    expect((await camille.press('Voir le bilan', told)).text).toContain('Réponse 7.');
    expect(await heard(amina, 'Reçu n° BIL-2026-0001')).toHaveLength(platform === 'mail' ? 1 : 0);
    expect((await bruno.say('bilan')).text).toContain('il ne se modifie plus');
  });

  it('the review of ten questions and ten answers, every letter of them accented, is taken and shown whole', async () => {
    await askTen();
    const answers = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`q${index + 1}`, `${index} ${'é'.repeat(998)}`]),
    );
    expect((await amina.say('bilan')).fields).toHaveLength(11);
    await amina.submit(answers);
    mounted.setClock('2026-01-27T09:05:00Z');
    for (const talk of [amina, bruno]) {
      const again = await talk.press('Remplir le bilan', await talk.say('obligations'));
      expect(again.errors).toEqual({});
      expect(Object.fromEntries(again.fields.map(({ name, value }) => [name, value]))).toMatchObject(answers);
    }
    await bruno.submit({ q10: 'é' });
    const kept = (await recorded('review-drafted')).map(({ data }) => data['answers']);
    const byRank = (typed: Record<string, string>) =>
      Object.fromEntries(Object.entries(typed).map(([name, answer]) => [name.slice(1), answer]));
    expect(kept).toEqual([byRank(answers), byRank({ ...answers, q10: 'é' })]);
  });

  it('what is late: its sums, its export, and a beneficiary one button away', async () => {
    const late = await camille.say('retards');
    expect(late.text).toContain('4 autres obligations en retard.');
    expect(late.buttons).toEqual(['Exporter (CSV)', 'Nanterre', 'Choisy-le-Roi']);
    const nanterre = await camille.press('Nanterre', late);
    expect(nanterre.text).toContain('Désigner un référent (art. 4), au plus tard le 01/12/2025');
    expect((await amina.say('retards')).text).toContain('réservée à la coordination');
  });

  /** The programme asks as many questions as it may, as long as they may be. */
  async function askTen(): Promise<void> {
    const { store, world } = mounted.core;
    const [track] = world.tracks.values();
    const reviewQuestions = Array.from({ length: 10 }, (_, index) => `${index}${'é'.repeat(149)}`);
    const data = JSON.parse(
      JSON.stringify({ facts: { ...track?.facts, reviewQuestions }, contractorId: null }),
    );
    const expectedVersion = (await store.heads()).streams.get(TRACK) ?? 0;
    const events = [{ type: 'programme-loaded', data }];
    const writes = [{ stream: TRACK, expectedVersion, events, nextDueAt: null }];
    const said = { recordedAt: START, actor: 'system', correlationId: 'ten' };
    const result = await store.append(undelivered({ ...said, writes }));
    expect(result.kind).toBe('recorded');
  }
});
