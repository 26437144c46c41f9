import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { identityUnavailable } from '../../../cards/service.ts';
import type { TrackFacts } from '../../../src/domain/track/facts.ts';
import { createDoors, type Doors } from '../../../src/http/doors.ts';
import { closeApp, createApp, formBody, jsonBody, listen } from '../../../src/http/server.ts';
import { createCalendarWriter } from '../../../src/ics/writer.ts';
import { accountsOn } from '../../../src/main/accounts.ts';
import { openCore } from '../../../src/main/core.ts';
import { loadProgramme } from '../../../src/main/programme.ts';
import { textsOf } from '../../../src/main/texts.ts';
import { createPaperWriter } from '../../../src/pdf/writer.ts';
import { renderMail } from '../../../src/platform/mail/render.ts';
import { createSlack } from '../../../src/platform/slack/app.ts';
import { createTeams } from '../../../src/platform/teams/app.ts';
import { pages } from '../../../src/platform/teams/pages.ts';
import { renderCard, renderForm } from '../../../src/platform/teams/render.ts';
import { createPages } from '../../../src/platform/web/pages/pages.ts';
import { createTrial } from '../../../src/platform/web/trial.ts';
import { deliver } from '../../../src/scheduler/deliver.ts';
import { tick } from '../../../src/scheduler/tick.ts';
import { openDisposable } from '../../../src/store/disposable.ts';
import { verifierOf } from '../../../src/store/hash.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { createBot } from '../../../src/usecases/answer.ts';
import { askForLink, isHolderKnown } from '../../../src/usecases/ask-for-link.ts';
import { createIntake } from '../../../src/usecases/attachments/intake.ts';
import type { Reply } from '../../../src/usecases/bot.ts';
import type { Command } from '../../../src/usecases/command.ts';
import { commands } from '../../../src/usecases/commands.ts';
import type { Core } from '../../../src/usecases/core.ts';
import { createDraftingBot, type DraftingBot } from '../../../src/usecases/draft-bot.ts';
import { createDrafts } from '../../../src/usecases/drafts.ts';
import { StoreError } from '../../../src/usecases/errors.ts';
import { createFiles } from '../../../src/usecases/files.ts';
import { createIncidentCheck } from '../../../src/usecases/incident/check.ts';
import { MAIL_LINK_HOURS } from '../../../src/usecases/links.ts';
import type { Log } from '../../../src/usecases/log.ts';
import type { Messenger } from '../../../src/usecases/messenger.ts';
import type { Store } from '../../../src/usecases/ports.ts';
import { SlackClient } from '../../e2e/clients/slack.ts';
import { createTeamsClient } from '../../e2e/clients/teams.ts';
import type { FileHost } from '../../e2e/stand-ins/file-host.ts';
import { startSlackStandIn } from '../../e2e/stand-ins/slack.ts';
import { startTeamsStandIn } from '../../e2e/stand-ins/teams.ts';
import { testLinks } from '../../support/links.ts';
import { type Forge, mailForge, slackForge, teamsForge, webForge } from './forge.ts';
import { type KeptMail, mailDriver } from './mail.ts';
import { coordinators, people } from './people.ts';
import type { Driver, Known } from './shown.ts';
import { slackDriver } from './slack.ts';
import { teamsDriver } from './teams.ts';
import { webDriver } from './web.ts';

export const platforms = ['slack', 'teams', 'web', 'mail'] as const;
export type Platform = (typeof platforms)[number];

/** The real bot over records in memory and the real programme, on one platform's real HTTP endpoint. */
export interface Mounted {
  readonly driver: Driver;
  readonly forge: Forge;
  readonly core: Core;
  /** What the bot answered, in order, before the platform drew it. */
  readonly replies: readonly Reply[];
  /** Moves the bot's clock to an instant, ISO. */
  setClock(to: string): void;
  /** One whole look at what is owed, sent. */
  beat(): Promise<void>;
  /** From now on the records cannot be reached. */
  breakStore(): void;
  /** From now on nothing more can be recorded: what is there is still read. */
  fillDisk(): void;
  /** From now on no file can be kept. */
  breakFiles(): void;
  /** Where Slack and Teams keep what people give; null where it comes by itself. */
  readonly fileHost: FileHost | null;
  close(): Promise<void>;
}

interface Endpoint {
  readonly messenger: Messenger;
  readonly fileHost: FileHost | null;
  readonly driver: (url: string) => Driver;
  readonly forge: (url: string) => Forge;
  close(): Promise<void>;
}

interface Parts {
  readonly app: ReturnType<typeof createApp>;
  readonly doors: Doors;
  readonly bot: DraftingBot;
  readonly log: Log;
  readonly now: () => Temporal.Instant;
  readonly core: Core;
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const root = join(import.meta.dirname, '..', '..', '..');
const team = 'T0TEAM';
const appId = '7d2f0b8e-5a0c-4b0e-9d57-3f4f5d1f8a11';
const tenantId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const endpoints = { slack: onSlack, teams: onTeams, web: onWeb, mail: onMail };

/**
 * @param at the bot's first instant, ISO
 * @param contractor of every track; the real programme names none yet
 * @param table of commands, the real one for most
 * @param communicationEmail of whom opinions are asked (règlement, art. 9); the real programme names none yet
 */
export async function mount(
  platform: Platform,
  at: string,
  contractor: TrackFacts['contractor'] = null,
  table: readonly Command[] = commands,
  communicationEmail: string | null = null,
): Promise<Mounted> {
  const clock = { at: Temporal.Instant.from(at) };
  const now = () => clock.at;
  const records = { isDown: false, isFull: false, isReadOnly: false };
  const programme = loadProgramme(join(root, 'conventions', 'ia-administration-interne.yaml'));
  const tracks = programme.map((track) => ({ ...track, contractor, communicationEmail }));
  const core = await openCore(breakable(openMemory(), records), tracks, coordinators, {
    now,
    newId: randomUUID,
    log: silent,
    links: testLinks(now),
  });
  const bot = createBot({
    ...core,
    commands: table,
    onRecorded: () => undefined,
    onErased: () => undefined,
    ...verifierOf(core.store),
    texts: textsOf,
  });
  const replies: Reply[] = [];
  const drafting = createDraftingBot(bot, createDrafts(openDisposable(null)), table);
  const heard: DraftingBot = {
    ...drafting,
    answer: async (request) => {
      const reply = await drafting.answer(request);
      replies.push(reply);
      return reply;
    },
  };
  const app = createApp();
  const doors = createDoors(app, { log: silent });
  const endpoint = await endpoints[platform]({ app, doors, bot: heard, log: silent, now, core });
  closeApp(app, silent);
  const listening = await listen(doors.hear, '127.0.0.1', 0);
  const parts = { ...core, messengers: [endpoint.messenger], random: () => 0.5 };
  const url = `http://127.0.0.1:${listening.port}`;
  return {
    driver: endpoint.driver(url),
    forge: endpoint.forge(url),
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
    fillDisk: () => {
      records.isReadOnly = true;
    },
    breakFiles: () => {
      records.isFull = true;
    },
    fileHost: endpoint.fileHost,
    close: async () => {
      await listening.close(0);
      await endpoint.close();
    },
  };
}

interface Breakage {
  readonly isDown: boolean;
  readonly isFull: boolean;
  readonly isReadOnly: boolean;
}

/** The same store, each of whose methods fails once it is down, or full: for files, or for everything. */
function breakable(store: Store, state: Breakage): Store {
  return new Proxy(store, {
    get(target, name) {
      if (state.isDown) throw new StoreError('the store is down');
      if (name === 'append' && state.isReadOnly)
        return () => Promise.reject(new StoreError('the disk is full'));
      if (name === 'files' && state.isFull)
        return { ...target.files, put: () => Promise.reject(new StoreError('the disk is full')) };
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

async function onSlack({ app, doors, bot, log, now, core }: Parts): Promise<Endpoint> {
  const standIn = await startSlackStandIn({ team });
  for (const { id, name, email } of Object.values(people)) standIn.people.set(id, { name, email });
  const signingSecret = 'a-signing-secret';
  const slack = createSlack({
    app,
    doors,
    bot,
    intake: createIntake(core),
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
    fileHost: standIn.fileHost,
    driver: (url) => slackDriver({ standIn, client: new SlackClient({ url, signingSecret, team }) }),
    forge: (url) => slackForge(new SlackClient({ url, signingSecret, team }), standIn),
    close: async () => {
      await slack.stop();
      await standIn.close();
    },
  };
}

async function onTeams({ app, bot, log, core }: Parts): Promise<Endpoint> {
  const standIn = await startTeamsStandIn();
  for (const { id, name, email } of Object.values(people)) {
    standIn.roster.set(id, { id, aadObjectId: `aad-${id}`, name, email, tenantId });
  }
  const teams = createTeams({
    app,
    bot,
    intake: createIntake(core),
    log,
    json: jsonBody('1mb'),
    credentials: { appId, appPassword: 'a-password', tenantId, appType: 'SingleTenant' },
    local: false,
    endpoints: { openIdMetadataUrl: standIn.openIdMetadataUrl, loginUrl: standIn.loginUrl },
    cache: openDisposable(null),
    accounts: accountsOn('teams', core, new Set(['teams'])),
    unavailable: identityUnavailable(),
  });
  const clientOn =
    (botUrl: string) =>
    ({ id, name }: Known) =>
      createTeamsClient({ botUrl, standIn, appId, tenantId, user: { id, objectId: `aad-${id}`, name } });
  return {
    messenger: teams.messenger,
    fileHost: standIn.fileHost,
    driver: (botUrl) => teamsDriver({ standIn, clientOf: clientOn(botUrl) }),
    forge: (botUrl) => teamsForge(clientOn(botUrl), standIn),
    close: async () => {
      await teams.stop();
      await standIn.close();
    },
  };
}

async function onWeb({ app, bot, log, now, core }: Parts): Promise<Endpoint> {
  const trial = createTrial({
    app,
    bot,
    intake: createIntake(core),
    log,
    json: jsonBody('64kb'),
    renderCard: (card) => pages(card).map((page) => renderCard(page, { dialogs: false })),
    renderForm: (form) => renderForm(form, { place: 'conversation', opening: randomUUID() }),
    renderMail: (card, account, envelope) => renderMail(core.links, card, account, envelope),
    personas: Object.values(people).map((person) => ({
      ...person,
      channel: 'chat' as const,
      role: 'essai',
      commands: [],
    })),
    suggestions: [],
    clock: { now, advance: async () => undefined, nextWakeAt: async () => null },
  });
  return {
    messenger: trial.messenger,
    fileHost: null,
    driver: webDriver,
    forge: webForge,
    close: async () => trial.stop(),
  };
}

/** Mails are kept instead of sent: how they travel is another test's business. */
async function onMail({ app, bot, log, now, core }: Parts): Promise<Endpoint> {
  const mails: KeptMail[] = [];
  createPages({
    app,
    bot,
    intake: createIntake(core),
    log,
    now,
    links: core.links,
    newId: core.newId,
    urlencoded: formBody('1mb'),
    canMail: true,
    isFrontDoor: true,
    isKnown: (holder) => isHolderKnown(core, holder),
    checkIncident: createIncidentCheck(core, verifierOf(core.store).verifyEntry),
    files: createFiles(core, {
      calendars: async () => createCalendarWriter({ organizer: null }),
      papers: async () => createPaperWriter(),
    }),
    askForLink: (email) => askForLink(core, email),
  });
  const messenger: Messenger = {
    platform: 'mail',
    pace: { perConversationMs: 0, inAllMs: 0 },
    send: async (account, card, envelope) => {
      mails.push({ to: account.id, html: renderMail(core.links, card, account, envelope).html });
      return { platformId: `mail-${mails.length}` };
    },
    findByEmail: async () => null,
  };
  return {
    messenger,
    fileHost: null,
    driver: (origin) =>
      mailDriver({
        origin,
        everything: ({ email }) =>
          core.links.actUrl(
            { platform: 'mail', accountId: email, email },
            { kind: 'look', command: 'aide', values: {} },
            MAIL_LINK_HOURS,
          ),
        mails: () => mails,
      }),
    forge: (origin) => mailForge(origin, core.links, MAIL_LINK_HOURS),
    close: async () => undefined,
  };
}
