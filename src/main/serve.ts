import { randomUUID } from 'node:crypto';
import { identityUnavailable } from '../../cards/service.ts';
import type { Config } from '../config.ts';
import { isTrial } from '../config.ts';
import { mountHealth } from '../http/health.ts';
import { closeApp, createApp, jsonBody, type Listening, listen } from '../http/server.ts';
import { createMailMessenger } from '../platform/mail/messenger.ts';
import { pages } from '../platform/teams/pages.ts';
import { renderCard, renderForm } from '../platform/teams/render.ts';
import { createTrial } from '../platform/web/trial.ts';
import { createHeartbeat } from '../scheduler/heartbeat.ts';
import { openDisposable } from '../store/disposable.ts';
import { verifyStore } from '../store/hash.ts';
import { createBot } from '../usecases/answer.ts';
import { commands } from '../usecases/commands.ts';
import type { Log, Messenger } from '../usecases/ports.ts';
import { openCore, openRecords, programmeOf } from './core.ts';
import { manualClock, PERSONAS, SUGGESTIONS, TRIAL_COORDINATOR, trialClock, trialStart } from './trial.ts';

export interface Running {
  readonly port: number;
  readonly isTrial: boolean;
  /** One whole look at what is owed. */
  beat(): Promise<void>;
  /** Takes no new request, lets what is under way end, closes the records; within ten seconds. */
  stop(): Promise<void>;
}

/** Answers under way get this long to end, in milliseconds. */
const CLOSE_WITHIN_MS = 5000;
/** A platform that hangs does not hold the end up: what was under way is sent again after the next start. */
const STOP_WITHIN_MS = 8000;

/** Starts the bot with whatever is configured; with neither Slack nor Teams, the trial on this machine. */
export async function serve(config: Config, root: string, log: Log): Promise<Running> {
  const trial = isTrial(config);
  const tracks = programmeOf(config, root, { ofTrial: trial });
  const { store } = openRecords(config, 'serve');
  await store.ping();
  const virtual = manualClock(trial ? await trialStart(store, tracks) : Temporal.Now.instant());
  const now = trial ? () => virtual.now() : () => Temporal.Now.instant();
  const coordinators = trial
    ? [...new Set([...config.coordinators, TRIAL_COORDINATOR])]
    : config.coordinators;
  const core = await openCore(store, tracks, coordinators, { now, newId: randomUUID, log });
  const cache = openDisposable(trial ? null : config.databaseUrl);
  const messengers: Messenger[] = [];
  const heartbeat = createHeartbeat({ ...core, messengers, random: Math.random });
  const bot = createBot({ ...core, commands, onRecorded: heartbeat.poke, verify: () => verifyStore(store) });

  const app = createApp();
  mountHealth(app, { store, now, lastBeatAt: heartbeat.lastBeatAt });
  const unavailable = identityUnavailable();
  const stops: (() => Promise<void> | void)[] = [];
  // Each SDK takes half a second to load: only what is configured is.
  if (config.slack !== null) {
    const { createSlack } = await import('../platform/slack/app.ts');
    const slack = createSlack({
      ...config.slack,
      app,
      bot,
      log,
      cache,
      unavailable,
      now: () => now().toString(),
    });
    messengers.push(slack.messenger);
    stops.push(slack.stop);
  }
  if (config.teams !== null || config.localTeams) {
    const { createTeams } = await import('../platform/teams/app.ts');
    const teams = createTeams({
      app,
      json: jsonBody('1mb'),
      credentials: config.teams,
      local: config.localTeams,
      ...(config.teams?.openIdMetadataUrl == null
        ? {}
        : {
            endpoints: { openIdMetadataUrl: config.teams.openIdMetadataUrl, loginUrl: config.teams.loginUrl },
          }),
      bot,
      log,
      cache,
      unavailable,
    });
    messengers.push(teams.messenger);
    stops.push(teams.stop);
  }
  if (trial) {
    const opened = createTrial({
      app,
      json: jsonBody('64kb'),
      bot,
      renderCard: (card) => pages(card).map((page) => renderCard(page, { dialogs: false })),
      renderForm: (form) => renderForm(form, { place: 'conversation', opening: randomUUID() }),
      personas: PERSONAS,
      suggestions: SUGGESTIONS,
      clock: trialClock(virtual, store, heartbeat),
      log,
    });
    messengers.push(opened.messenger);
    stops.push(opened.stop);
  }
  // The trial's people and hours are made up: no mail may leave it.
  if (config.mail !== null && !trial) messengers.push(createMailMessenger(config.mail));
  closeApp(app, log);
  const closeAll = async (listening: Listening | null) => {
    const answered = [listening?.close(CLOSE_WITHIN_MS), ...stops.map((stop) => stop())];
    await Promise.all([...answered, heartbeat.stop()]);
    await cache.disconnect();
    await store.close();
  };
  const listening = await listen(app, config.host, config.port).catch(async (error: unknown) => {
    await closeAll(null);
    throw error;
  });
  heartbeat.poke();
  return {
    port: listening.port,
    isTrial: trial,
    beat: heartbeat.beat,
    stop: async () => {
      if (!(await endsWithin(closeAll(listening), STOP_WITHIN_MS))) log.warn('stop-cut-short', {});
    },
  };
}

async function endsWithin(work: Promise<void>, ms: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
