import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { openMemory } from '../../src/store/memory.ts';
import type { Ask, Reply, Visitor } from '../../src/usecases/bot.ts';
import { commands } from '../../src/usecases/commands.ts';
import { createDraftingBot, type DraftingBot } from '../../src/usecases/draft-bot.ts';
import { createDrafts, type DraftCache } from '../../src/usecases/drafts.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import { designate, formIn, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { storeWith } from '../support/clockwork.ts';
import { FACTS, happened, MALFUNCTION } from '../support/incident-scene.ts';
import { type Persona, visitorOf } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** A cache that keeps for as long as it is told, by a clock that the test moves. */
class Shelf implements DraftCache {
  nowMs = 0;
  isDown = false;
  readonly #kept = new Map<string, { readonly value: unknown; readonly untilMs: number }>();

  async get(key: string): Promise<unknown> {
    this.#assertUp();
    const found = this.#kept.get(key);
    return found !== undefined && this.nowMs < found.untilMs ? found.value : undefined;
  }

  async set(key: string, value: unknown, forMs: number): Promise<void> {
    this.#assertUp();
    this.#kept.set(key, { value, untilMs: this.nowMs + forMs });
  }

  async delete(key: string): Promise<void> {
    this.#assertUp();
    this.#kept.delete(key);
  }

  keys(): readonly string[] {
    return [...this.#kept.keys()];
  }

  #assertUp(): void {
    if (this.isDown) throw new StoreError('the cache is down');
  }
}

interface Drafting {
  readonly scene: Scene;
  readonly shelf: Shelf;
  readonly bot: DraftingBot;
  ask(persona: Persona, ask: Ask, visitor?: Partial<Visitor>): Promise<Reply>;
}

async function opened(given?: Scene): Promise<Drafting> {
  const scene = given ?? (await openStaffedScene());
  const shelf = new Shelf();
  const bot = createDraftingBot(scene.bot, createDrafts(shelf), commands);
  let keys = 0;
  return {
    scene,
    shelf,
    bot,
    ask: (persona, ask, visitor = {}) => {
      keys += 1;
      const key = `draft:${keys}`;
      return bot.answer({ visitor: { ...visitorOf(persona), ...visitor }, key, correlationId: key, ask });
    },
  };
}

const form: Ask = { kind: 'form', command: 'incident', values: {} };
const submit = (values: Values): Ask => ({ kind: 'submit', command: 'incident', values });
const DAY_MS = 24 * 60 * 60_000;

describe('what somebody typed of a report (art. 3) is not lost', () => {
  it('somebody who is not enrolled is told how; once they are, it stands in the form', async () => {
    const { ask, scene } = await opened();
    const reply = await ask('successor', submit(MALFUNCTION));
    expect(said(reply)).toContain(
      "Vous n'êtes pas encore enregistré(e). Indiquez votre collectivité ; la Métropole confirmera votre rôle.",
    );
    expect(said(reply)).toContain('sept jours');
    expect(await happened(scene, 'incident-reported')).toEqual([]);
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    const shown = formIn(await ask('successor', form));
    expect(shown.values).toMatchObject(MALFUNCTION);
    const done = await ask('successor', submit({ ...shown.values }));
    expect(said(done)).toContain('Votre signalement écrit est enregistré');
    expect(formIn(await ask('successor', form)).values['faits']).toBeUndefined();
  });

  it('a form that a rule refused or that was closed opens again as it was left', async () => {
    const { ask, bot } = await opened();
    const refused = await ask('referent', submit({ ...MALFUNCTION, 'constate-le': '2026-03-20' }));
    expect(said(refused)).not.toContain('sept jours');
    expect(formIn(await ask('referent', form)).values).toMatchObject({
      faits: FACTS,
      'constate-le': '2026-03-20',
    });
    await bot.keep(visitorOf('referent'), 'incident', { faits: 'Encore', inconnu: 'x', source: 'https://x' });
    const { values } = formIn(await ask('referent', { kind: 'text', text: 'incident' }));
    expect(values).toMatchObject({ faits: 'Encore', 'constate-le': '2026-03-12' });
    expect([values['inconnu'], values['source']]).toEqual([undefined, undefined]);
  });

  it('what is said now comes before what was kept', async () => {
    const { ask, bot } = await opened();
    await bot.keep(visitorOf('referent'), 'incident', { faits: 'Ancien', nature: 'ecart' });
    const asked: Ask = { kind: 'form', command: 'incident', values: { faits: 'Nouveau' } };
    expect(formIn(await ask('referent', asked)).values).toMatchObject({ faits: 'Nouveau', nature: 'ecart' });
  });

  it('when the records cannot be reached: nothing is recorded, and the form stays open with what was typed', async () => {
    const store = openMemory();
    const state = { isDown: false };
    const failing = storeWith(store, {
      append: (append) =>
        state.isDown ? Promise.reject(new StoreError('the disk is full')) : store.append(append),
      heads: () => (state.isDown ? Promise.reject(new StoreError('no answer')) : store.heads()),
    });
    const { ask, scene } = await opened(await openStaffedScene({ store: failing }));
    await ask('referent', form);
    state.isDown = true;
    const reply = await ask('referent', submit(MALFUNCTION));
    expect(said(reply)).toContain("Rien n'a été enregistré");
    expect(formIn(reply)).toMatchObject({ command: 'incident', values: MALFUNCTION, errors: {} });
    const press = await ask('referent', { kind: 'run', command: 'incident', values: MALFUNCTION });
    expect(said(press)).toContain('sept jours');
    const stranger = await ask('stranger', submit(MALFUNCTION));
    expect(stranger).toMatchObject({ kind: 'refused', form: null });
    const unknown = await ask('referent', { kind: 'submit', command: 'nul', values: {} });
    expect(unknown).toMatchObject({ kind: 'refused', form: null });
    state.isDown = false;
    expect(await happened(scene, 'incident-reported')).toEqual([]);
    expect(formIn(await ask('referent', form)).values).toMatchObject(MALFUNCTION);
  });

  it('is theirs alone, on the platform where they typed it, for seven days', async () => {
    const { ask, bot, shelf } = await opened();
    await bot.keep(visitorOf('referent'), 'incident', { faits: 'Brouillon' });
    expect(formIn(await ask('deputy', form)).values['faits']).toBeUndefined();
    expect(formIn(await ask('referent', form, { platform: 'slack' })).values['faits']).toBeUndefined();
    shelf.nowMs = 7 * DAY_MS - 1;
    expect(formIn(await ask('referent', form)).values['faits']).toBe('Brouillon');
    shelf.nowMs = 7 * DAY_MS;
    expect(formIn(await ask('referent', form)).values['faits']).toBeUndefined();
  });

  it('of an addition too; of other commands nothing is kept, nor of a form that is empty', async () => {
    const { ask, bot, shelf, scene } = await opened();
    await bot.keep(visitorOf('referent'), 'incident completer', { complement: 'Encore' });
    await bot.keep(visitorOf('referent'), 'etape retard', { cause: 'Salle' });
    await bot.keep(visitorOf('referent'), 'nul', { cause: 'Salle' });
    await bot.keep(visitorOf('referent'), 'incident', { faits: '' });
    expect(shelf.keys()).toEqual(['draft:web:web/referent:incident completer']);
    await ask('referent', submit(MALFUNCTION));
    await scene.flush();
    const shown = await ask('referent', { kind: 'form', command: 'incident completer', values: {} });
    expect(formIn(shown).values['complement']).toBe('Encore');
    expect(said(await ask('referent', { kind: 'text', text: 'refferent' }))).toContain('Commande inconnue');
    expect(said(await ask('referent', { kind: 'text', text: 'calendrier' }))).toContain('Calendrier');
  });

  it('a link that is merely opened drops nothing', async () => {
    const { ask, bot } = await opened();
    await bot.keep(visitorOf('referent'), 'incident', { faits: 'Brouillon' });
    const looked = await ask('referent', { kind: 'look', command: 'incident', values: { ...MALFUNCTION } });
    expect(formIn(looked).values['faits']).toBe(FACTS);
    expect(formIn(await ask('referent', form)).values['faits']).toBe('Brouillon');
  });

  it('drafts that cannot be kept or read are no reason to refuse anything', async () => {
    const { ask, bot, shelf, scene } = await opened();
    shelf.isDown = true;
    await bot.keep(visitorOf('referent'), 'incident', { faits: 'Brouillon' });
    expect(formIn(await ask('referent', form)).values['faits']).toBeUndefined();
    const reply = await ask('stranger', submit(MALFUNCTION));
    expect(said(reply)).not.toContain('sept jours');
    expect(said(await ask('referent', submit(MALFUNCTION)))).toContain('enregistré');
    expect(await happened(scene, 'incident-reported')).toHaveLength(1);
  });

  it('what the cache gives back and is no draft is none', async () => {
    const { ask, shelf } = await opened();
    const key = 'draft:web:web/referent:incident';
    for (const kept of ['text', null, 3]) {
      await shelf.set(key, kept, DAY_MS);
      expect(formIn(await ask('referent', form)).values['faits']).toBeUndefined();
    }
    await shelf.set(key, { faits: 3, nature: 'ecart' }, DAY_MS);
    const { values } = formIn(await ask('referent', form));
    expect([values['faits'], values['nature']]).toEqual([undefined, 'ecart']);
  });

  it('welcomes as the bot does', async () => {
    const { bot, scene } = await opened();
    const visitor = visitorOf('referent');
    expect(await bot.welcome(visitor, 'c')).toEqual(await scene.bot.welcome(visitor, 'c'));
  });
});
