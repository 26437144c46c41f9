import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { identityUnavailable } from '../../../cards/service.ts';
import { closeApp, createApp, jsonBody, listen } from '../../../src/http/server.ts';
import { openCore } from '../../../src/main/core.ts';
import { loadProgramme } from '../../../src/main/programme.ts';
import { createSlack } from '../../../src/platform/slack/app.ts';
import { createTeams } from '../../../src/platform/teams/app.ts';
import { pages } from '../../../src/platform/teams/pages.ts';
import { renderCard, renderForm } from '../../../src/platform/teams/render.ts';
import { createTrial } from '../../../src/platform/web/trial.ts';
import { deliver } from '../../../src/scheduler/deliver.ts';
import { tick } from '../../../src/scheduler/tick.ts';
import { openDisposable } from '../../../src/store/disposable.ts';
import { verifyStore } from '../../../src/store/hash.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { createBot } from '../../../src/usecases/answer.ts';
import type { Bot, Reply } from '../../../src/usecases/bot.ts';
import { commands } from '../../../src/usecases/commands.ts';
import type { Core } from '../../../src/usecases/core.ts';
import { StoreError } from '../../../src/usecases/errors.ts';
import type { Log, Messenger, Store } from '../../../src/usecases/ports.ts';
import { SlackClient } from '../../e2e/clients/slack.ts';
import { createTeamsClient } from '../../e2e/clients/teams.ts';
import { startSlackStandIn } from '../../e2e/stand-ins/slack.ts';
import { startTeamsStandIn } from '../../e2e/stand-ins/teams.ts';
import { coordinators, people } from './people.ts';
import type { Driver } from './shown.ts';
import { slackDriver } from './slack.ts';
import { teamsDriver } from './teams.ts';
import { webDriver } from './web.ts';

export const platforms = ['slack', 'teams', 'web'] as const;
export type Platform = (typeof platforms)[number];

/** The real bot over records in memory and the real programme, on one platform's real HTTP endpoint. */
export interface Mounted {
  readonly driver: Driver;
  readonly core: Core;
  /** What the bot answered, in order, before the platform drew it. */
  readonly replies: readonly Reply[];
  /** Moves the bot's clock to an instant, ISO. */
  setClock(to: string): void;
  /** One whole look at what is owed, sent. */
  beat(): Promise<void>;
  /** From now on the records cannot be reached. */
  breakStore(): void;
  close(): Promise<void>;
}

interface Endpoint {
  readonly messenger: Messenger;
  readonly driver: (url: string) => Driver;
  close(): Promise<void>;
}

interface Parts {
  readonly app: ReturnType<typeof createApp>;
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => Temporal.Instant;
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const root = join(import.meta.dirname, '..', '..', '..');
const team = 'T0TEAM';
const appId = '7d2f0b8e-5a0c-4b0e-9d57-3f4f5d1f8a11';
const tenantId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const endpoints = { slack: onSlack, teams: onTeams, web: onWeb };

/** @param at the bot's first instant, ISO */
export async function mount(platform: Platform, at: string): Promise<Mounted> {
  const clock = { at: Temporal.Instant.from(at) };
  const now = () => clock.at;
  const records = { isDown: false };
  const tracks = loadProgramme(join(root, 'conventions', 'ia-administration-interne.yaml'));
  const core = await openCore(
    breakable(openMemory(), () => records.isDown),
    tracks,
    coordinators,
    { now, newId: randomUUID, log: silent },
  );
  const bot = createBot({
    ...core,
    commands,
    onRecorded: () => undefined,
    verify: () => verifyStore(core.store),
  });
  const replies: Reply[] = [];
  const heard: Bot = {
    ...bot,
    answer: async (request) => {
      const reply = await bot.answer(request);
      replies.push(reply);
      return reply;
    },
  };
  const app = createApp();
  const endpoint = await endpoints[platform]({ app, bot: heard, log: silent, now });
  closeApp(app, silent);
  const listening = await listen(app, '127.0.0.1', 0);
  const parts = { ...core, messengers: [endpoint.messenger], random: () => 0.5 };
  return {
    driver: endpoint.driver(`http://127.0.0.1:${listening.port}`),
    core,
    replies,
    setClock: (to) => {
      clock.at = Temporal.Instant.from(to);
    },
    beat: async () => {
      await tick(parts);
      await deliver(parts);
    },
    breakStore: () => {
      records.isDown = true;
    },
    close: async () => {
      await listening.close(0);
      await endpoint.close();
    },
  };
}

/** The same store, each of whose methods fails once it is down. */
function breakable(store: Store, isDown: () => boolean): Store {
  return new Proxy(store, {
    get(target, name) {
      if (isDown()) throw new StoreError('the store is down');
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

async function onSlack({ app, bot, log, now }: Parts): Promise<Endpoint> {
  const standIn = await startSlackStandIn({ team });
  for (const { id, name, email } of Object.values(people)) standIn.people.set(id, { name, email });
  const signingSecret = 'a-signing-secret';
  const slack = createSlack({
    app,
    bot,
    log,
    signingSecret,
    botToken: 'xoxb-a-token',
    apiUrl: standIn.apiUrl,
    cache: openDisposable(null),
    unavailable: identityUnavailable(),
    now: () => now().toString(),
  });
  return {
    messenger: slack.messenger,
    driver: (url) => slackDriver({ standIn, client: new SlackClient({ url, signingSecret, team }) }),
    close: async () => {
      await slack.stop();
      await standIn.close();
    },
  };
}

async function onTeams({ app, bot, log }: Parts): Promise<Endpoint> {
  const standIn = await startTeamsStandIn();
  for (const { id, name, email } of Object.values(people)) {
    standIn.roster.set(id, { id, aadObjectId: `aad-${id}`, name, email, tenantId });
  }
  const teams = createTeams({
    app,
    bot,
    log,
    json: jsonBody('1mb'),
    credentials: { appId, appPassword: 'a-password', tenantId, appType: 'SingleTenant' },
    local: false,
    endpoints: { openIdMetadataUrl: standIn.openIdMetadataUrl, loginUrl: standIn.loginUrl },
    cache: openDisposable(null),
    unavailable: identityUnavailable(),
  });
  const userOf = (id: string, name: string) => ({ id, objectId: `aad-${id}`, name });
  return {
    messenger: teams.messenger,
    driver: (botUrl) =>
      teamsDriver({
        standIn,
        clientOf: ({ id, name }) =>
          createTeamsClient({ botUrl, standIn, appId, tenantId, user: userOf(id, name) }),
      }),
    close: async () => {
      await teams.stop();
      await standIn.close();
    },
  };
}

async function onWeb({ app, bot, log, now }: Parts): Promise<Endpoint> {
  const trial = createTrial({
    app,
    bot,
    log,
    json: jsonBody('64kb'),
    renderCard: (card) => pages(card).map((page) => renderCard(page, { dialogs: false })),
    renderForm: (form) => renderForm(form, { place: 'conversation', opening: randomUUID() }),
    personas: Object.values(people).map((person) => ({ ...person, role: 'essai', commands: [] })),
    suggestions: [],
    clock: { now, advance: async () => undefined, nextWakeAt: async () => null },
  });
  return {
    messenger: trial.messenger,
    driver: webDriver,
    close: async () => trial.stop(),
  };
}
