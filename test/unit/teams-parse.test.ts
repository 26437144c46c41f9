import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { envelopeOf } from '../../src/platform/teams/activity.ts';
import { askOf } from '../../src/platform/teams/ask.ts';
import { type Incoming, parseActivity } from '../../src/platform/teams/parse.ts';
import { readReference, referenceOf, storedReference } from '../../src/platform/teams/reference.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';

const base = {
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  id: 'activity-1',
  from: { id: '29:camille', aadObjectId: 'object-camille', name: 'Camille' },
  recipient: { id: '28:jalon', name: 'Jalon' },
  conversation: { id: 'a:personal', conversationType: 'personal', tenantId: 'tenant' },
};

const pressed = (verb: unknown, data: unknown) => ({
  ...base,
  type: 'invoke',
  name: 'adaptiveCard/action',
  replyToId: 'message-1',
  value: { action: { type: 'Action.Execute', verb, data } },
});

function read(body: unknown): Incoming | null {
  const envelope = envelopeOf(body);
  return envelope === null ? null : parseActivity(envelope, body);
}

function asked(body: unknown): unknown {
  const incoming = read(body);
  return incoming !== null && 'ask' in incoming ? incoming.ask : incoming?.kind;
}

function keyOf(body: unknown): string {
  const incoming = read(body);
  return incoming !== null && 'key' in incoming ? incoming.key : '';
}

describe('messages', () => {
  const mention = {
    type: 'mention',
    mentioned: { id: '28:jalon', name: 'Jalon' },
    text: '<at>Jalon Test</at>',
  };

  it.each<[string, object, string]>([
    ['plain words', { text: 'calendrier' }, 'calendrier'],
    ['its own mention', { text: '<at>Jalon</at>\u00a0calendrier' }, 'calendrier'],
    [
      'its mention under another name',
      { text: '<at>Jalon Test</at>&nbsp;aide\n', entities: [mention] },
      'aide',
    ],
    ['a mention with an id', { text: '<at id="0">Jalon</at> aide' }, 'aide'],
    [
      'another person’s mention, which stays as a name',
      { text: '<at>Jalon</at> voir <at>Ève</at>' },
      'voir Ève',
    ],
    ['no text at all', {}, ''],
    ['a text that is no text', { text: 5 }, ''],
    ['ten thousand characters', { text: 'é'.repeat(10_000) }, 'é'.repeat(10_000)],
  ])('reads %s', (_what, extra, text) => {
    expect(asked({ ...base, type: 'message', ...extra })).toEqual({ kind: 'text', text });
  });

  it('are known by conversation and id, again at each redelivery', () => {
    expect(keyOf({ ...base, type: 'message', text: 'a' })).toBe('teams:a:personal:activity-1');
  });

  it('with the data of a button are that button', () => {
    const value = {
      verb: 'run',
      command: 'note',
      values: { phase: 'setup' },
      msteams: { type: 'task/fetch' },
    };
    expect(asked({ ...base, type: 'message', value })).toEqual({
      kind: 'run',
      command: 'note',
      values: { phase: 'setup' },
    });
    expect(asked({ ...base, type: 'message', text: 'aide', value: { x: 1 } })).toEqual({
      kind: 'text',
      text: 'aide',
    });
  });

  it('of the bot itself are ignored', () => {
    expect(asked({ ...base, type: 'message', from: base.recipient, text: 'a' })).toBe('ignored');
  });
});

describe('buttons and forms', () => {
  it.each(['run', 'form', 'submit'])('read the verb %s', (verb) => {
    expect(asked(pressed(verb, { command: 'note', values: { a: '1' }, b: 'typed', opening: 'x' }))).toEqual({
      kind: verb,
      command: 'note',
      values: { a: '1', b: 'typed' },
    });
  });

  it('open and send dialogs', () => {
    const data = { verb: 'form', command: 'retard', values: {}, msteams: { type: 'task/fetch' } };
    const fetch = read({ ...base, type: 'invoke', name: 'task/fetch', value: { data } });
    expect(fetch).toMatchObject({ kind: 'dialog-open', ask: { kind: 'form', command: 'retard' } });
    const submit = { verb: 'submit', command: 'retard', values: { a: '1' }, day: '2026-05-31' };
    expect(read({ ...base, type: 'invoke', name: 'task/submit', value: { data: submit } })).toMatchObject({
      kind: 'dialog-submit',
      ask: { kind: 'submit', values: { a: '1', day: '2026-05-31' } },
    });
  });

  it.each<[string, unknown, unknown]>([
    ['another verb', 'delete', { command: 'note' }],
    ['no command', 'run', {}],
    ['a command that is no text', 'run', { command: { $ne: 1 } }],
    ['values that are no object', 'run', { command: 'note', values: ['a'] }],
    ['a value that is an object', 'submit', { command: 'note', day: { iso: 'x' } }],
    ['no data', 'run', null],
    ['an endless command', 'run', { command: 'x'.repeat(201) }],
  ])('of another making are not understood: %s', (_what, verb, data) => {
    expect(asked(pressed(verb, data))).toBe('not-understood');
  });

  it('take numbers and booleans of inputs as text, and keep no prototype', () => {
    const ask = askOf('submit', JSON.parse('{"command":"note","n":5,"b":true,"__proto__":"x"}'));
    expect(ask?.values['n']).toBe('5');
    expect(ask?.values['b']).toBe('true');
    expect(Object.getPrototypeOf(ask?.values)).toBe(Object.prototype);
  });

  it('have one key for one act, whatever the order of its data and the id of its delivery', () => {
    const first = pressed('run', { command: 'note', values: { a: '1', b: '2' } });
    const again = { ...pressed('run', { values: { b: '2', a: '1' }, command: 'note' }), id: 'activity-2' };
    expect(keyOf(again)).toBe(keyOf(first));
    const others = [
      pressed('run', { command: 'note', values: { a: '1', b: '3' } }),
      { ...first, replyToId: 'message-2' },
      { ...first, from: { id: '29:other' } },
      { ...first, conversation: { ...base.conversation, id: 'a:other' } },
    ];
    expect(new Set([first, ...others].map(keyOf)).size).toBe(5);
  });

  it('give a form an opening that a redelivery repeats and another press does not', () => {
    const opening = (body: unknown) => {
      const incoming = read(body);
      return incoming !== null && 'opening' in incoming ? incoming.opening : null;
    };
    const press = pressed('form', { command: 'retard' });
    expect(opening(press)).toBe(opening(press));
    expect(opening({ ...press, id: 'activity-2' })).not.toBe(opening(press));
    expect(opening(pressed('submit', { command: 'retard', opening: 'kept' }))).toBe('kept');
  });
});

describe('installations', () => {
  it.each<[string, object, string]>([
    ['installed', { type: 'installationUpdate', action: 'add' }, 'installed'],
    ['upgraded', { type: 'installationUpdate', action: 'add-upgrade' }, 'ignored'],
    ['removed', { type: 'installationUpdate', action: 'remove' }, 'left'],
    ['updated', { type: 'installationUpdate', action: 'remove-upgrade' }, 'ignored'],
    [
      'added to the conversation',
      { type: 'conversationUpdate', membersAdded: [{ id: '28:jalon' }] },
      'installed',
    ],
    ['joined by somebody', { type: 'conversationUpdate', membersAdded: [{ id: '29:x' }] }, 'ignored'],
    ['strange members', { type: 'conversationUpdate', membersAdded: [null, 4, {}] }, 'ignored'],
    [
      'added to a team',
      {
        type: 'installationUpdate',
        action: 'add',
        conversation: { id: '19:t', conversationType: 'channel' },
      },
      'ignored',
    ],
    [
      'removed from the conversation',
      { type: 'conversationUpdate', membersRemoved: [{ id: '28:jalon' }] },
      'left',
    ],
    ['typing', { type: 'typing' }, 'ignored'],
    [
      'without its author',
      { type: 'conversationUpdate', from: undefined, membersAdded: [{ id: '28:jalon' }] },
      'ignored',
    ],
  ])('%s', (_what, extra, kind) => {
    expect(asked({ ...base, ...extra })).toBe(kind);
  });
});

describe('what is no activity', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'bonjour'],
    ['a list', [base]],
    ['a number as type', { ...base, type: 1 }],
    ['no conversation', { ...base, type: 'message', conversation: null }],
    ['a conversation without id', { ...base, type: 'message', conversation: {} }],
    ['a message without author', { ...base, type: 'message', from: {} }],
    ['no service URL', { ...base, type: 'message', serviceUrl: 7 }],
  ])('is null: %s', (_what, body) => {
    expect(envelopeOf(body)).toBeNull();
  });

  it('never throws, whatever is posted', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.constantFrom('message', 'invoke', 'conversationUpdate', 'x'),
        (any, value, type) => {
          read(any);
          for (const name of ['adaptiveCard/action', 'task/fetch', 'task/submit']) {
            read({
              ...base,
              type,
              name,
              value,
              text: any,
              entities: any,
              membersAdded: any,
              replyToId: any,
              id: any,
            });
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('conversation references', () => {
  const envelope = envelopeOf({ ...base, type: 'message' });

  it('come back from their stored form', () => {
    if (envelope === null) throw new TypeError('unreadable');
    const reference = referenceOf({ ...envelope, userId: '29:camille' });
    expect(readReference(JSON.parse(JSON.stringify(storedReference(reference))))).toEqual(reference);
  });

  it('of a shared conversation lead to no conversation: one is opened', () => {
    if (envelope === null) throw new TypeError('unreadable');
    const reference = referenceOf({ ...envelope, userId: '29:camille', isPublic: true });
    expect(readReference(storedReference(reference)).conversationId).toBeNull();
  });

  it('that are incomplete are refused for good', () => {
    expect(() => readReference({ serviceUrl: 'https://smba.trafficmanager.net/emea/' })).toThrow(
      DeliveryError,
    );
  });
});
