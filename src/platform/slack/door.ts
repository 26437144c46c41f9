import { App, type AppOptions, type Context, type ReceiverEvent } from '@slack/bolt';
import { PayloadError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { Incoming, Place } from './acts.ts';
import { faultOf } from './fault.ts';
import { parseBody } from './parse.ts';
import { isNestedWithin } from './payload.ts';
import type { Replays } from './replays.ts';
import { inTime } from './timing.ts';
import { ForeignWorkspaceError, type Workspaces } from './workspaces.ts';

/** How long a request waits to know whether its workspace is served; it is taken in meanwhile, in milliseconds. */
const admissionMs = 500;

/** Longest of what a payload names anything by, addresses for answers included, in characters. */
const longestId = 1_000;

/** Slack's own payloads stay well under as many levels. */
const deepest = 50;

export interface DoorParts {
  readonly workspaces: Workspaces;
  readonly replays: Replays;
  readonly log: Log;
}

/**
 * Bolt's dispatcher behind a door: other workspaces are refused (their events dropped), a request sent again gets its first answer, and what
 * has no listener is answered at once, where Bolt itself would leave Slack waiting for 3 s.
 */
export class CheckedApp extends App {
  readonly #door: DoorParts;

  constructor(options: AppOptions, door: DoorParts) {
    super(options);
    this.#door = door;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (!isNestedWithin(event.body, deepest)) throw new PayloadError('the payload is nested too deep');
    const act = parseBody(event.body);
    if (act.kind === 'ignored') return event.ack(nothingFor(event.body));
    if (!hasUsableIds(act)) throw new PayloadError('an id of the payload is none');
    const { replays, log } = this.#door;
    if (!(await this.#isAdmitted(act))) {
      if (!isEvent(event.body)) throw new ForeignWorkspaceError('a workspace that is not served');
      // Slack stops the events of an app whose events fail, those of every workspace: foreign ones are dropped.
      log.warn('slack.workspace-refused', {});
      return event.ack();
    }
    const signature = signatureOf(event);
    const before = replays.answerTo(signature);
    if (before !== null) {
      log.warn('slack.replayed', {});
      return event.ack(await before);
    }
    const settle = replays.begin(signature);
    let isAcknowledged = false;
    const ack: ReceiverEvent['ack'] = (answer) => {
      isAcknowledged = true;
      settle(answer);
      return event.ack(answer);
    };
    try {
      await super.processEvent({ ...event, ack, customProperties: { ...event.customProperties, act } });
    } catch (cause) {
      replays.forget(signature);
      // Listeners' own failures end in the error handler: what is left is a body that Bolt cannot read.
      throw new PayloadError('the payload cannot be read', { cause });
    } finally {
      settle(undefined);
    }
    if (!isAcknowledged) await event.ack();
  }

  async #isAdmitted(act: Exclude<Incoming, { readonly kind: 'ignored' }>): Promise<boolean> {
    // A removal is told once the workspace is served no more.
    if (act.kind === 'removed') return true;
    const { team, enterprise }: Place = act;
    const admits = this.#door.workspaces.admits({ team, enterprise });
    if (typeof admits === 'boolean') return admits;
    const admission = await inTime(admits, admissionMs);
    return admission.kind === 'late' || admission.value;
  }
}

/** What a request asks for, as `CheckedApp` has read it, for Bolt's listeners. */
export function actOf(context: Context): Incoming {
  return context['act'];
}

/** Keys and addresses are made of them: whatever holds half a character, a control or a novel is no id of Slack's. */
function hasUsableIds(act: Exclude<Incoming, { readonly kind: 'ignored' }>): boolean {
  return Object.values(act).every(
    (id) => typeof id !== 'string' || (id.length <= longestId && id.isWellFormed() && !/\p{Cc}/u.test(id)),
  );
}

/** Nobody waits for the answer to an event. */
function isEvent(body: ReceiverEvent['body']): boolean {
  return body['type'] === 'event_callback' && !Object.hasOwn(body, 'command');
}

function signatureOf({ customProperties }: ReceiverEvent): string {
  return String(customProperties?.['signature']);
}

/** Slack waits for choices where it asks for choices. */
function nothingFor(body: ReceiverEvent['body']): object | undefined {
  return body['type'] === 'block_suggestion' ? { options: [] } : undefined;
}

/**
 * Logs what failed and gives the status that refuses it: a workspace that is not served (403) and a body that is not what
 * Slack sends (400) are the sender's fault, anything else is ours (500).
 */
export function statusOfFault(error: unknown, log: Log): number {
  const fault = faultOf(error);
  if (error instanceof ForeignWorkspaceError) {
    log.warn('slack.workspace-refused', {});
    return 403;
  }
  if (error instanceof PayloadError) {
    log.warn('slack.payload-refused', { error: fault });
    return 400;
  }
  log.error('slack.request-failed', { error: fault });
  return 500;
}
