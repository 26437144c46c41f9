import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Log, LogFields } from '../usecases/log.ts';
import type { Readiness } from './readiness.ts';

/** Counters for Prometheus. What the log says is counted as it is said, so that nothing is told twice. */
export interface Metrics {
  /** A log that counts its lines on their way to `inner`. */
  log(inner: Log): Log;
  /** Counts an answer, once it has left, by endpoint and class of status. */
  countAnswers(response: ServerResponse, endpoint: string): void;
  readonly contentType: string;
  /** Everything that was counted, with what the bot's state is now. */
  text(found: Readiness): Promise<string>;
}

/** Different values that a label takes before the next ones are `other`: no input makes the metrics grow without end. */
const MOST_VALUES = 100;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Often enough to see a blocked process, seldom enough to cost nothing, in milliseconds. */
const LOOP_EVERY_MS = 100;

/** A registry of its own: two bots in one process do not count each other's. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_EVERY_MS });
  const count = counters(registry);
  const show = gauges(registry);
  const answers = new Counter({
    name: 'jalon_http_responses_total',
    help: 'HTTP responses, by endpoint and class of status',
    labelNames: ['endpoint', 'class'],
    registers: [registry],
  });
  return {
    log: (inner) => counted(inner, count),
    countAnswers: (response, endpoint) => {
      response.once('finish', () => answers.inc({ endpoint, class: `${String(response.statusCode)[0]}xx` }));
    },
    contentType: registry.contentType,
    text: (found) => {
      show(found);
      return registry.metrics();
    },
  };
}

type Count = (level: keyof Log, event: string, fields: LogFields) => void;

function counted(inner: Log, count: Count): Log {
  const at =
    (level: keyof Log) =>
    (event: string, fields: LogFields): void => {
      inner[level](event, fields);
      count(level, event, fields);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function counters(registry: Registry): Count {
  const registers = [registry];
  const events = new Counter({
    name: 'jalon_log_events_total',
    help: 'Lines of the log, by event and level',
    labelNames: ['event', 'level'],
    registers,
  });
  const commands = new Counter({
    name: 'jalon_commands_total',
    help: 'Requests answered, by platform, command and outcome (card, form, refused, failed)',
    labelNames: ['platform', 'command', 'outcome'],
    registers,
  });
  const commandSeconds = new Histogram({
    name: 'jalon_command_duration_seconds',
    help: 'From a request to its answer, the durable write included',
    labelNames: ['platform', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const deliveries = new Counter({
    name: 'jalon_deliveries_total',
    help: 'Attempts to bring a message, by channel and outcome (sent, retry, failed)',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const sendSeconds = new Histogram({
    name: 'jalon_send_duration_seconds',
    help: "A platform's time to take a message",
    labelNames: ['channel', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const label = labels();

  const command = (fields: LogFields, outcome: string): void => {
    const platform = label('platform', fields['platform']);
    commands.inc({ platform, command: label('command', fields['command']), outcome });
    observe(commandSeconds, { platform, outcome }, fields['ms']);
  };
  const delivery = (fields: LogFields, outcome: string): void => {
    const channel = label('channel', fields['channel']);
    deliveries.inc({ channel, outcome });
    observe(sendSeconds, { channel, outcome }, fields['ms']);
  };
  return (level, event, fields) => {
    events.inc({ event: label('event', event), level });
    if (event === 'command') command(fields, label('outcome', fields['outcome']));
    if (event === 'command-failed') command(fields, 'failed');
    if (event === 'sent') delivery(fields, 'sent');
    if (event === 'send-failed') delivery(fields, fields['retryable'] === true ? 'retry' : 'failed');
  };
}

function observe(
  histogram: Histogram,
  labelled: Record<string, string>,
  ms: LogFields[string] | undefined,
): void {
  if (typeof ms === 'number') histogram.observe(labelled, ms / 1000);
}

/** Values of labels, kept to a bounded number by name. */
function labels(): (name: string, value: LogFields[string] | undefined) => string {
  const known = new Map<string, Set<string>>();
  return (name, value) => {
    const values = known.getOrInsertComputed(name, () => new Set());
    const text = typeof value === 'string' ? value : 'unknown';
    if (!values.has(text) && values.size >= MOST_VALUES) return 'other';
    values.add(text);
    return text;
  };
}

/** What is no event but a state; what cannot be told is left out, since an old figure would pass for a new one. */
function gauges(registry: Registry): (found: Readiness) => void {
  const registers = [registry];
  const ready = new Gauge({
    name: 'jalon_ready',
    help: '1 when the store answers, when the clock beats',
    labelNames: ['part'],
    registers,
  });
  const silence = new Gauge({ name: 'jalon_clock_silent_seconds', help: 'Since the last beat', registers });
  const oldest = new Gauge({
    name: 'jalon_outbox_oldest_due_seconds',
    help: 'How late the oldest message is; 0 when none is',
    registers,
  });
  const messages = new Gauge({
    name: 'jalon_outbox_messages',
    help: 'Messages, by state: waiting, due (of them, late), failed',
    labelNames: ['state'],
    registers,
  });
  return ({ store, clock, silentSeconds, backlog }) => {
    ready.set({ part: 'store' }, Number(store));
    ready.set({ part: 'clock' }, Number(clock));
    silence.remove();
    if (silentSeconds !== null) silence.set(silentSeconds);
    oldest.remove();
    messages.reset();
    if (backlog === null) return;
    oldest.set(backlog.oldestDueSeconds ?? 0);
    for (const state of ['waiting', 'due', 'failed'] as const) messages.set({ state }, backlog[state]);
  };
}
