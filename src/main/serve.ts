import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { isTrial } from '../config.ts';
import { createDoors } from '../http/doors.ts';
import { mountHealth } from '../http/health.ts';
import { mountLimits } from '../http/limits.ts';
import { createMetrics } from '../http/metrics.ts';
import { createReadiness } from '../http/readiness.ts';
import { mountMetrics } from '../http/scrape.ts';
import { closeApp, createApp, type Listening, listen } from '../http/server.ts';
import { createLinks } from '../platform/web/links.ts';
import { tooManyPage } from '../platform/web/pages/document.ts';
import { createSealer } from '../platform/web/seal.ts';
import { createHeartbeat, type Heartbeat } from '../scheduler/heartbeat.ts';
import { wakeTracks } from '../scheduler/wake.ts';
import { createWatch } from '../scheduler/watch.ts';
import { openDisposable } from '../store/disposable.ts';
import type { DisposableTable } from '../store/disposable-table.ts';
import { verifierOf } from '../store/hash.ts';
import { createBot } from '../usecases/answer.ts';
import { createIntake } from '../usecases/attachments/intake.ts';
import { commands } from '../usecases/commands.ts';
import { createDraftingBot } from '../usecases/draft-bot.ts';
import { createDrafts } from '../usecases/drafts.ts';
import type { Log } from '../usecases/log.ts';
import { calendarsOf } from './calendars.ts';
import { openChannels } from './channels.ts';
import { openCore, openRecords, programmeOf } from './core.ts';
import { openFeeds } from './feed.ts';
import { limitBot } from './limited-bot.ts';
import { publicUrlOf } from './links.ts';
import { secretsOf } from './secret.ts';
import { textsOf } from './texts.ts';
import { manualClock, TRIAL_COORDINATOR, trialClock, trialStart } from './trial.ts';

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
export async function serve(config: Config, root: string, plainLog: Log): Promise<Running> {
  const metrics = createMetrics();
  const log = metrics.log(plainLog);
  const trial = isTrial(config);
  const tracks = programmeOf(config, root, { ofTrial: trial });
  const { store } = await openRecords(config, 'serve');
  await store.ping();
  const virtual = manualClock(trial ? await trialStart(store, tracks) : Temporal.Now.instant());
  const now = trial ? () => virtual.now() : () => Temporal.Now.instant();
  const coordinators = trial
    ? [...new Set([...config.coordinators, TRIAL_COORDINATOR])]
    : config.coordinators;
  const sealer = createSealer(secretsOf(config));
  let port = config.port;
  const links = createLinks({ sealer, publicUrl: () => publicUrlOf(config, port), now });
  const core = await openCore(store, tracks, coordinators, { now, newId: randomUUID, log, links });
  // The settings may name other coordinators than before.
  await wakeTracks(core);
  const cache = openDisposable(trial ? null : await tableAt(config.databaseUrl));
  // Beats once there is somebody to write through; until then nobody can be told that they are unreachable.
  const clock: { heart: Heartbeat | null } = { heart: null };
  const answering = createBot({
    ...core,
    commands,
    onRecorded: () => clock.heart?.poke(),
    onErased: () => {
      const fault = (error: unknown) => (error instanceof Error ? error.name : '');
      cache.sweep().catch((error: unknown) => log.warn('sweep-failed', { fault: fault(error) }));
      wakeTracks(core)
        .then(() => clock.heart?.poke())
        .catch((error: unknown) => log.warn('wake-failed', { fault: fault(error) }));
    },
    ...verifierOf(store),
    texts: textsOf,
  });
  const drafting = createDraftingBot(answering, createDrafts(cache), commands);
  const bot = trial ? drafting : { ...limitBot(drafting, log), keep: drafting.keep };

  const { trustedProxies } = config;
  const isPublicHttps = config.publicUrl?.startsWith('https:') ?? false;
  const manner = { isPublicHttps, countAnswers: metrics.countAnswers };
  const app = createApp({ ...manner, trustedProxies });
  let stopping = false;
  const readiness = createReadiness({
    store,
    now,
    lastBeatAt: () => clock.heart?.lastBeatAt() ?? null,
    silentForMs: () => clock.heart?.silentForMs() ?? null,
    isStopping: () => stopping,
  });
  mountHealth(app, readiness);
  mountMetrics(app, metrics, readiness, trustedProxies);
  const stops = mountLimits(app, { log, trustedProxies, tooManyPage });
  const doors = createDoors(app, { ...manner, log, stops });
  const parts = { config, app, doors, bot, core, intake: createIntake(core), cache, sealer };
  const beat = async () => clock.heart?.beat();
  const openAll = async () => {
    if (!trial) return openChannels(parts);
    // Its page and its people are for nobody else's memory.
    const { openTrial } = await import('./open-trial.ts');
    return openTrial(parts, trialClock(virtual, store, { beat }));
  };
  const channels = await openAll();
  openFeeds(app, core, () => calendarsOf(config));
  const messengers = channels.flatMap((channel) => channel.messengers);
  closeApp(app, log);
  // What sends stops before what it sends through.
  const closeAll = async (listening: Listening | null) => {
    await Promise.all([listening?.close(CLOSE_WITHIN_MS), clock.heart?.stop()]);
    await Promise.all(channels.map((channel) => channel.stop()));
    await cache.disconnect();
    await store.close();
  };
  const listening = await listen(doors.hear, config.host, config.port).catch(async (error: unknown) => {
    await closeAll(null);
    throw error;
  });
  port = listening.port;
  // The trial's clock leaps by days: an alarm would be raised at each leap.
  const watch = trial ? {} : { watch: createWatch({ ...core, sweep: () => cache.sweep() }) };
  clock.heart = createHeartbeat({ ...core, messengers, random: Math.random }, watch);
  clock.heart.poke();
  return {
    port: listening.port,
    isTrial: trial,
    beat,
    stop: async () => {
      stopping = true;
      if (!(await endsWithin(closeAll(listening), STOP_WITHIN_MS))) log.warn('stop-cut-short', {});
    },
  };
}

/** Where the processes share what they keep for a while; PostgreSQL's client is loaded where it is used. */
async function tableAt(databaseUrl: string | null): Promise<DisposableTable | null> {
  if (databaseUrl === null) return null;
  const { DisposableTable } = await import('../store/disposable-table.ts');
  return new DisposableTable(databaseUrl);
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
