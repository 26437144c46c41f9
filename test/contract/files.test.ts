import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashOfBytes } from '../../src/store/file-parts.ts';
import { MOST_BYTES } from '../../src/usecases/attachments/kinds.ts';
import { DEPOSIT, tableWithDeposit } from '../support/deposit.ts';
import { fileOf, PROGRAM } from '../support/given-files.ts';
import { expectAgreement } from './drivers/agreement.ts';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { eventually, folded, type LocalFile, type Shown, type Talk } from './drivers/shown.ts';

/** A Tuesday, 10 h in Paris. */
const START = '2026-01-27T09:00:00Z';
const MOTIF = 'Rapport d’audit attendu';
const report: LocalFile = { name: 'Rapport d’audit.pdf', bytes: fileOf('pdf') };
const plan: LocalFile = { name: 'plan.png', bytes: fileOf('png') };

const refused: readonly (readonly [string, LocalFile, string])[] = [
  ['a programme', { name: 'rapport.pdf', bytes: PROGRAM }, 'Le contenu de « rapport.pdf » est un programme'],
  ['nothing', { name: 'vide.pdf', bytes: new Uint8Array() }, '« vide.pdf » est vide'],
  [
    'too much',
    { name: 'film.pdf', bytes: new Uint8Array(MOST_BYTES + 1) },
    '« film.pdf » est trop volumineux : 25 Mo au plus',
  ],
];

describe.each(platforms)('files on %s', (platform) => {
  /** Whether forms have a field in which files are chosen; otherwise they are sent first. */
  const hasField = platform === 'slack' || platform === 'mail';
  const itInConversation = platform === 'mail' ? it.skip : it;
  const itOnSlack = platform === 'slack' ? it : it.skip;
  let mounted: Mounted;
  let camille: Talk;

  beforeEach(async () => {
    mounted = await mount(platform, START, null, tableWithDeposit);
    camille = mounted.driver.talk(people.camille);
    await camille.say('aide');
  });
  afterEach(() => mounted.close());

  /** How often anything was deposited. */
  async function deposited(): Promise<number> {
    const entries = await Array.fromAsync(mounted.core.store.journal());
    return entries.filter(({ type }) => type === 'preferences-set').length;
  }

  function expectKept({ text }: Shown, { name, bytes }: LocalFile, kind: string): void {
    expect(text).toContain(`${name} (${bytes.length} octets)`);
    expect(text).toContain(`${kind} ${bytes.length} ${hashOfBytes(bytes)}`);
  }

  /** The form with the file in it, that something is refused in already on the platforms that have a field for it. */
  async function formWith(file: LocalFile): Promise<Shown> {
    if (!hasField) {
      await camille.send(file);
      return camille.press('Dépôt de pièces');
    }
    await camille.say(DEPOSIT);
    return camille.submit({ motif: 'x' }, undefined, { piece: [file] });
  }

  it('reach the command as they are kept: content, name, size, kind', async () => {
    const form = hasField ? await camille.say(DEPOSIT) : await formWith(report);
    expectAgreement(mounted.replies.at(-1), form);
    const done = await camille.submit({ motif: MOTIF }, form, hasField ? { piece: [report] } : {});
    expect(done.title).toBe('Pièces déposées');
    expectKept(done, report, 'pdf');
    expect(done.text).toContain(MOTIF);
    expect(await mounted.core.store.files.get(hashOfBytes(report.bytes))).toEqual(report.bytes);
    expect(await deposited()).toBe(1);
  });

  it.each(refused)(
    'that hold %s come back under their field, with what else was typed',
    async (_what, file, why) => {
      if (hasField) await camille.say(DEPOSIT);
      const form = hasField
        ? await camille.submit({ motif: MOTIF }, undefined, { piece: [file] })
        : await camille.send(file, `${DEPOSIT} motif:"${MOTIF}"`);
      expectAgreement(mounted.replies.at(-1), form);
      expect(folded(form.errors['piece'] ?? '')).toContain(why);
      expect(form.fields.find(({ name }) => name === 'motif')?.value).toBe(MOTIF);
      expect(await deposited()).toBe(0);
      if (!hasField) return;
      const done = await camille.submit({}, form, { piece: [report] });
      expectKept(done, report, 'pdf');
      expect(done.text).toContain(MOTIF);
    },
  );

  it('given again take the place of the first', async () => {
    const form = await formWith(report);
    const again = hasField ? form : await formWith(plan);
    const done = await camille.submit({ motif: MOTIF }, again, hasField ? { piece: [plan] } : {});
    expectKept(done, plan, 'png');
    expect(done.text).not.toContain(report.name);
  });

  it('that were given already stand in the form that comes back, and go with it', async () => {
    const form = await formWith(report);
    // Slack keeps what was chosen in its own field, and sends it again.
    const chosen = platform === 'slack' ? { piece: [report] } : {};
    if (platform !== 'slack') expect(form.fields[0]?.given).toContain(report.name);
    const refusedAgain = await camille.submit({ motif: 'x' }, form, chosen);
    expect(Object.keys(refusedAgain.errors)).toEqual(['motif']);
    expectKept(await camille.submit({ motif: MOTIF }, refusedAgain, chosen), report, 'pdf');
    expect(await deposited()).toBe(1);
  });

  it('are recorded once, however often the form is sent', async () => {
    const form = hasField ? await camille.say(DEPOSIT) : await formWith(report);
    const files = hasField ? { piece: [report] } : {};
    const first = await camille.submit({ motif: MOTIF }, form, files);
    expectKept(first, report, 'pdf');
    const fetched = mounted.fileHost?.calls.length;
    const second = await camille.submit({ motif: MOTIF }, form, files);
    expect(second.text).toBe(first.text);
    expect(mounted.fileHost?.calls.length).toBe(fetched);
    expect(await deposited()).toBe(1);
  });

  it('are of no use to anybody else', async () => {
    await formWith(report);
    const reply = mounted.replies.at(-1);
    const held = reply?.kind === 'card' ? undefined : reply?.form?.values['piece'];
    const nadia = mounted.driver.talk(people.nadia);
    await nadia.say('aide');
    const ask = { kind: 'submit', command: DEPOSIT, values: { piece: held ?? '', motif: MOTIF } } as const;
    const theirs = await mounted.forge.send(people.nadia, ask, people.camille);
    expect(theirs).toContain("Ce fichier n'est plus disponible");
    expect(await deposited()).toBe(0);
    expect(await mounted.forge.send(people.camille, ask, people.nadia)).toContain(hashOfBytes(report.bytes));
    expect(await deposited()).toBe(1);
  });

  it('that cannot be kept are told so, and nothing is recorded', async () => {
    const form = hasField ? await camille.say(DEPOSIT) : null;
    mounted.breakFiles();
    const told =
      form === null
        ? await camille.send(report, `${DEPOSIT} motif:"${MOTIF}"`)
        : await camille.submit({ motif: MOTIF }, form, { piece: [report] });
    expect(told.text).toContain("Rien n'a été enregistré");
    expect(await deposited()).toBe(0);
  });

  itOnSlack(
    'that are slow to come are said to be, in time: the outcome follows',
    async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      mounted.fileHost?.fail({ kind: 'held', until: promise });
      await camille.say(DEPOSIT);
      const told = await camille.submit({ motif: MOTIF }, undefined, { piece: [report] });
      expect(told.text).toContain('Votre demande est en cours');
      expect(await deposited()).toBe(0);
      resolve();
      await eventually('what was deposited', async () => ((await deposited()) === 1 ? true : undefined));
      const reply = mounted.replies.at(-1);
      expect(reply).toMatchObject({ kind: 'card', card: { title: 'Pièces déposées' } });
    },
    20_000,
  );

  itInConversation('sent without words are asked what for, and lead to the form', async () => {
    const asked = await camille.send(report);
    expectAgreement(mounted.replies.at(-1), asked);
    expect(folded(asked.title)).toBe('1 fichier reçu');
    expect(asked.text).toContain("À quoi sert-il ? Rien n'est encore enregistré.");
    const form = await camille.press('Dépôt de pièces', asked);
    expectAgreement(mounted.replies.at(-1), form);
    expect(form.fields[0]?.given).toContain(report.name);
    expectKept(await camille.submit({ motif: MOTIF }, form), report, 'pdf');
    const [, program = report, why] = refused[0] ?? [];
    const told = await camille.send(program);
    expect(told.title).toBe('Fichier refusé');
    expect(told.text).toContain(why);
    expect(told.buttons).toEqual([]);
  });
});
