import * as make from '../../cards/blocks.ts';
import type { Card, Form } from '../../cards/model.ts';
import { createDoors } from '../../src/http/doors.ts';
import { createApp, listen } from '../../src/http/server.ts';
import { createSlack, type Slack, type SlackOptions } from '../../src/platform/slack/app.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createIntake } from '../../src/usecases/attachments/intake.ts';
import type { Reply, Request, Visitor } from '../../src/usecases/bot.ts';
import type { DraftingBot } from '../../src/usecases/draft-bot.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Links } from '../../src/usecases/links.ts';
import type { LogFields } from '../../src/usecases/log.ts';
import type { Account, Store } from '../../src/usecases/ports.ts';
import { SlackClient } from '../e2e/clients/slack.ts';
import { type SlackStandIn, startSlackStandIn } from '../e2e/stand-ins/slack.ts';
import { testLinks } from './links.ts';

export const secret = 'a-signing-secret';
export const token = 'xoxb-a-bot-token';

export const unavailable = make.card('unavailable', 'Jalon', [
  make.notice('warning', 'Le service est momentanément indisponible. Rien n’a été enregistré.'),
]);
export const done = make.card('done', 'Enregistré', [
  make.notice('success', 'Le changement est enregistré.'),
]);
export const refusal = make.card('refused', 'Jalon', [
  make.notice('refusal', 'Cette action est réservée à la coordination.'),
]);
export const form: Form = {
  command: 'referent changer',
  title: 'Changement',
  intro: [],
  fields: [
    { name: 'nom', label: 'Nom', widget: 'text', required: true, hint: null, maxLength: 100, options: [] },
    { name: 'le', label: 'Le', widget: 'date', required: false, hint: null, maxLength: null, options: [] },
  ],
  values: { nom: 'Anne' },
  errors: {},
  hidden: { commune: 'choisy' },
  submitLabel: 'Transmettre',
};

const account: Account = {
  platform: 'slack',
  id: 'T1/U1',
  email: null,
  reference: {},
  seenAt: '2026-01-01T00:00:00Z',
  lostAt: null,
};

export function card(shown: Card): Reply {
  return { kind: 'card', card: shown };
}

/** The Slack platform behind a real port, with a bot that answers what the test says, and a stand-in for Slack. */
export interface SlackFixture {
  readonly standIn: SlackStandIn;
  readonly client: SlackClient;
  readonly slack: Slack;
  readonly url: string;
  readonly requests: Request[];
  readonly welcomed: Visitor[];
  readonly log: string[];
  readonly left: string[];
  /** What was kept of the files that people gave, and what names them. */
  readonly store: Store;
  readonly links: Links;
  answer: (request: Request) => Reply | Promise<Reply>;
  isCacheDown: boolean;
  /** The bot's clock, UTC. */
  now: string;
  send(id?: string, shown?: Card): Promise<{ readonly platformId: string }>;
  close(): Promise<void>;
}

export async function startSlack(
  change: (standIn: SlackStandIn) => Partial<SlackOptions> = () => ({}),
): Promise<SlackFixture> {
  const standIn = await startSlackStandIn({ team: 'T1' });
  standIn.people.set('U1', { email: 'Anne@ville.fr', name: 'Anne Martin' });
  const [requests, welcomed, log, left]: [Request[], Visitor[], string[], string[]] = [[], [], [], []];
  const bot: DraftingBot = {
    keep: async () => false,
    answer: async (request) => {
      requests.push(request);
      return fixture.answer(request);
    },
    welcome: async (visitor) => {
      welcomed.push(visitor);
      return make.card('welcome', 'Bienvenue', [make.text('Bonjour')]);
    },
  };
  const write = (level: string) => (event: string, fields: LogFields) => {
    log.push(`${level} ${event} ${JSON.stringify(fields)}`);
  };
  const kept = new Map<string, unknown>();
  const cache = () => {
    if (fixture.isCacheDown) throw new StoreError('the cache is down');
    return kept;
  };
  const app = createApp();
  const now = () => Temporal.Instant.from(fixture.now);
  const links = testLinks(now);
  const store = openMemory();
  const written = { info: write('info'), warn: write('warn'), error: write('error') };
  const doors = createDoors(app, { log: written });
  const slack = createSlack({
    app,
    doors,
    signingSecret: secret,
    botToken: token,
    apiUrl: standIn.apiUrl,
    bot,
    intake: createIntake({ store, links, now }),
    log: written,
    cache: {
      get: async (key) => cache().get(key),
      set: async (key, value) => cache().set(key, value),
    },
    unavailable,
    now: () => fixture.now,
    onLeft: async (id) => {
      left.push(id);
    },
    ackAfterMs: 150,
    ...change(standIn),
  });
  const listening = await listen(doors.hear, '127.0.0.1', 0);
  const url = `http://127.0.0.1:${listening.port}`;
  const fixture: SlackFixture = {
    standIn,
    client: new SlackClient({ url, signingSecret: secret, team: 'T1' }),
    slack,
    url,
    requests,
    welcomed,
    log,
    left,
    store,
    links,
    answer: () => card(done),
    isCacheDown: false,
    now: '2026-03-12T09:42:00Z',
    send: (id = 'T1/U1', shown = done) =>
      slack.messenger.send({ ...account, id }, shown, { key: 'key', isLegal: true }),
    close: async () => {
      await standIn.close();
      await slack.stop();
      await listening.close(0);
    },
  };
  return fixture;
}
