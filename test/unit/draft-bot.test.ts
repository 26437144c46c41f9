import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Form, Values } from '../../cards/model.ts';
import { openDisposable } from '../../src/store/disposable.ts';
import type { Ask, Reply } from '../../src/usecases/bot.ts';
import { commands } from '../../src/usecases/commands.ts';
import { createDraftingBot, type DraftingBot } from '../../src/usecases/draft-bot.ts';
import { createDrafts, type DraftCache } from '../../src/usecases/drafts.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import { formIn, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { type Persona, visitorOf } from '../support/personas.ts';

let scene: Scene;
let bot: DraftingBot;
let cache: DraftCache & { isDown: boolean };
let keys = 0;

beforeEach(async () => {
  scene = await openStaffedScene();
  const kept = openDisposable(null);
  const up = <T>(work: () => Promise<T>) =>
    cache.isDown ? Promise.reject(new StoreError('the cache is down')) : work();
  cache = {
    isDown: false,
    get: (key) => up(() => kept.get(key)),
    set: (key, value, forMs) => up(() => kept.set(key, value, forMs)),
    delete: (key) => up(() => kept.delete(key)),
  };
  bot = createDraftingBot(scene.bot, createDrafts(cache), commands);
});
afterEach(() => expect(shownFaults()).toEqual([]));

function ask(persona: Persona, asked: Ask): Promise<Reply> {
  keys += 1;
  return bot.answer({ visitor: visitorOf(persona), key: `k${keys}`, correlationId: `c${keys}`, ask: asked });
}

const opened = async (values: Values = {}, command = 'incident', persona: Persona = 'referent') =>
  formIn(await ask(persona, { kind: 'form', command, values }));
const sent = (form: Form, typed: Values, persona: Persona = 'referent') =>
  ask(persona, {
    kind: 'submit',
    command: form.command,
    values: { ...form.values, ...form.hidden, ...typed },
  });
const closed = (values: Values, command = 'incident') => bot.keep(visitorOf('referent'), command, values);

const facts = 'La plateforme renvoie une erreur à chaque recherche.';
const complete = { nature: 'dysfonctionnement', faits: facts, destinataires: 'metropole-prestataire' };
const message = 'https://ville.slack.com/archives/C1/p1';
const another = 'https://ville.slack.com/archives/C1/p2';

describe('a form that is left', () => {
  it('closed: stands as it was when it is opened again, for its person alone', async () => {
    await closed({ faits: facts, consequence: 'possible' });
    expect((await opened()).values).toMatchObject({ faits: facts, consequence: 'possible' });
    expect((await opened({}, 'incident', 'deputy')).values['faits']).toBeUndefined();
  });

  it('refused: keeps what was typed, in the form that stays and for later', async () => {
    const reply = await sent(await opened(), { ...complete, 'constate-le': '2027-01-01' });
    expect(formIn(reply).values['faits']).toBe(facts);
    expect((await opened()).values['faits']).toBe(facts);
  });

  it('refused to somebody who is not enrolled: they are told how, and that their text is kept', async () => {
    const reply = await ask('stranger', { kind: 'form', command: 'incident', values: { faits: facts } });
    expect(reply.kind).toBe('refused');
    expect(said(reply)).toContain("Vous n'êtes pas encore enregistré");
    expect(said(reply)).toContain('Ce que vous avez écrit est gardé sept jours');
  });

  it('recorded: is forgotten', async () => {
    await closed({ faits: facts });
    const reply = await sent(await opened(), complete);
    expect(said(reply)).toContain('INC-2026-0001');
    expect((await opened()).values['faits']).toBeUndefined();
  });

  it('of a command that keeps none, or is not known, keeps nothing', async () => {
    await closed({ motif: 'Mobilité' }, 'referent changer');
    await closed({ faits: facts }, 'inconnue');
    expect((await opened({}, 'referent changer')).values['motif']).toBeUndefined();
    expect(await ask('referent', { kind: 'text', text: 'inconnue' })).toMatchObject({ kind: 'refused' });
  });

  it('with nothing to see in it, keeps nothing', async () => {
    await closed({ source: message, faits: '', autre: 'x' });
    expect((await opened()).hidden['source']).toBeUndefined();
  });

  it('with names that are no fields of it, is answered as ever', async () => {
    const names = ['__proto__', 'constructor', 'toString'].map((name) => [name, 'x'] as const);
    const values = Object.fromEntries([...names, ['faits', facts]]);
    expect((await opened(values)).values['faits']).toBe(facts);
    expect(await closed(values)).toBe(true);
    expect(Object.keys((await opened()).values)).not.toContain('constructor');
    expect((await ask('stranger', { kind: 'form', command: 'incident', values })).kind).toBe('refused');
  });

  it('while the cache is down, is answered as ever and promises nothing', async () => {
    cache.isDown = true;
    await closed({ faits: facts });
    expect((await opened()).values['faits']).toBeUndefined();
    const refused = await ask('stranger', { kind: 'form', command: 'incident', values: { faits: facts } });
    expect(said(refused)).not.toContain('gardé');
    expect(said(await sent(await opened(), complete))).toContain('INC-2026-0001');
  });

  it('greets as the bot does', async () => {
    expect((await bot.welcome(visitorOf('referent'), 'c')).name).toBe('welcome');
  });
});

describe('a draft that began with a message', () => {
  const begun = { faits: `${facts} Depuis ce matin.`, source: message };

  it('opened again from the message, as it was worked on since; opened plainly, with its source', async () => {
    await closed(begun);
    const again = await opened({ faits: facts, source: message });
    expect(again.values['faits']).toBe(begun.faits);
    const plain = await opened();
    expect(plain.values['faits']).toBe(begun.faits);
    expect(plain.hidden['source']).toBe(message);
  });

  it('is not mixed with another message', async () => {
    await closed({ ...begun, consequence: 'possible' });
    const form = await opened({ faits: 'Le réseau est coupé depuis lundi.', source: another });
    expect(form.values).toMatchObject({
      faits: 'Le réseau est coupé depuis lundi.',
      consequence: 'aucune',
    });
    expect((await opened()).values['faits']).toBe(begun.faits);
  });

  it('nor an addition to one report with another report', async () => {
    await closed({ incident: 'INC-2026-0001', complement: 'Redémarré.' }, 'incident completer');
    const other = await opened({ incident: 'INC-2026-0002' }, 'incident completer');
    expect(other.values['complement']).toBeUndefined();
    const same = await opened({ incident: 'INC-2026-0001' }, 'incident completer');
    expect(same.values['complement']).toBe('Redémarré.');
  });
});
