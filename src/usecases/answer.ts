import { welcomeCard } from '../../cards/help.ts';
import type { Card, Form, Values } from '../../cards/model.ts';
import { describeReason } from '../../cards/refusal-words.ts';
import { refusalCard } from '../../cards/refusals.ts';
import { somethingBroke } from '../../cards/service.ts';
import { type Reason, Refusal } from '../domain/kernel/refusal.ts';
import { rolesOf } from './actor.ts';
import { answeredBefore, appendOf, firstAnswer } from './append.ts';
import type { Ask, Bot, Reply, Request, Visitor } from './bot.ts';
import { clicked } from './click.ts';
import type { Command, Context, Decision, Faulty, Outcome, Settled } from './command.ts';
import { isTyped, usableCommands } from './commands.ts';
import { coordinationContact } from './contact.ts';
import { contextNow } from './context.ts';
import type { Core } from './core.ts';
import { StoreError } from './errors.ts';
import { formOf } from './forms.ts';
import { type Inspected, inspect } from './inspect.ts';
import type { Inspection } from './inspection.ts';
import { accountLink } from './link-account.ts';
import { readBack } from './read-back.ts';
import { formStillOpen } from './still-open.ts';
import { unknownCommand, type Wanted, wantedBy } from './wanted.ts';

export interface BotParts extends Core, Inspected {
  readonly commands: readonly Command[];
  /** Called after each append: the scheduler may have something to do. */
  readonly onRecorded: () => void;
  /** Called after an erasure (RGPD): what is kept beside the records goes too. */
  readonly onErased: () => void;
}

/** What a line or a button has merely left out: the form asks for it. */
const ASKS_MORE: ReadonlySet<Reason['code']> = new Set(['missing-field', 'nothing-told', 'text-missing']);

/** How often a decision is made again when somebody else wrote first: each round one writer wins, a crowd takes many. */
const ATTEMPTS = 100;

/** The bot that every platform talks to: authorise, check, decide, record, then speak (design §3). */
export function createBot(parts: BotParts): Bot {
  return {
    answer: async (request) => {
      const { visitor, correlationId } = request;
      const startedAt = parts.now();
      try {
        const before = request.takeIn == null ? null : await answeredBefore(parts.store, request.key);
        if (before !== null) return before;
        const ask = (await request.takeIn?.()) ?? request.ask;
        const wanted = wantedBy(ask, parts.commands);
        const reply = await decide(parts, await clicked(parts.store, { ...request, ask }, wanted), wanted);
        parts.log.info('command', {
          correlationId,
          platform: visitor.platform,
          command: wanted.kind === 'unknown' ? 'unknown' : wanted.command.word,
          outcome: reply.kind,
          ms: parts.now().epochMilliseconds - startedAt.epochMilliseconds,
        });
        return reply;
      } catch (error) {
        const form = error instanceof StoreError ? formStillOpen(parts, request) : null;
        return { kind: 'refused', card: failed(parts, visitor, correlationId, error), form };
      }
    },
    welcome: async (visitor, correlationId) => {
      try {
        const { actor } = await contextFor(parts, visitor, correlationId, 'welcome');
        await parts.store.flushed();
        return welcomeCard(usableCommands(parts.commands, rolesOf(actor)), { known: actor.row !== null });
      } catch (error) {
        return failed(parts, visitor, correlationId, error);
      }
    },
  };
}

/** A failing store is said in so many words: nothing was recorded, which the single transaction makes true. */
function failed(parts: BotParts, visitor: Visitor, correlationId: string, error: unknown): Card {
  parts.log.error('command-failed', { correlationId, platform: visitor.platform, fault: String(error) });
  if (error instanceof StoreError) {
    const contact = coordinationContact(parts.settings);
    return refusalCard(new Refusal({ code: 'store-down', contact }), null);
  }
  return somethingBroke(correlationId);
}

/**
 * Catches up, links the account that the platform vouches for to its person, then says who that is. A link of a mail
 * that is merely opened, maybe by a machine, changes nothing: its form is what speaks for the person.
 */
async function contextFor(
  parts: BotParts,
  visitor: Visitor,
  correlationId: string,
  ask: Ask['kind'] | 'welcome',
): Promise<Context> {
  const isOpened = visitor.platform === 'mail' && (ask === 'look' || ask === 'form');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await catchUp(parts);
    if (isOpened) break;
    const link = accountLink(parts.world, { visitor, correlationId, now: parts.now() });
    if (link === null) break;
    if ((await parts.store.append(link)).kind === 'recorded' && link.reached.length > 0) parts.onRecorded();
  }
  return contextNow(parts, visitor);
}

async function catchUp({ world }: BotParts): Promise<void> {
  await world.catchUp();
  world.assertSound();
}

/**
 * Decides and records. Whoever loses the race to write decides again from the new state. What a redelivery finds
 * already done is not refused: it gets its first answer again.
 */
async function decide(parts: BotParts, request: Request, wanted: Wanted): Promise<Reply> {
  if (wanted.kind !== 'unknown') await wanted.command.prepare?.();
  let context = await contextFor(parts, request.visitor, request.correlationId, request.ask.kind);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const next = await settled(parts, wanted, request.ask, context);
    if (next.kind !== 'decision') {
      const before = next.kind === 'form' ? null : await answeredBefore(parts.store, request.key);
      await parts.store.flushed();
      return before ?? next;
    }
    const result = await parts.store.append(appendOf(parts.world, request, next, context));
    if (result.kind === 'repeated') return firstAnswer(result.answer);
    if (result.kind === 'recorded') {
      parts.onRecorded();
      if (next.erased.length > 0) parts.onErased();
      return { kind: 'card', card: await readBack(parts, request, next) };
    }
    await catchUp(parts);
    context = contextNow(parts, request.visitor);
  }
  throw new StoreError('the records changed under each attempt to decide');
}

/** What to say or to store, once the store has said what only it knows. */
async function settled(
  parts: BotParts,
  wanted: Wanted,
  ask: Ask,
  context: Context,
): Promise<Reply | Decision> {
  if (wanted.kind === 'unknown') {
    const refusal = unknownCommand(wanted, usableCommands(parts.commands, rolesOf(context.actor)));
    return { kind: 'refused', card: refusalCard(refusal, null), form: null };
  }
  const considered = consider(wanted, ask, context);
  if (considered.kind !== 'inspection') return considered;
  let outcome: Outcome = considered;
  while (!(outcome instanceof Refusal) && outcome.kind === 'inspection')
    outcome = await inspect(parts, outcome, context.actor.visitor);
  return concluded(wanted.command, wanted.values, outcome, ask, context);
}

type KnownWanted = Exclude<Wanted, { kind: 'unknown' }>;

/** What to say or to store; pure. */
function consider(wanted: KnownWanted, ask: Ask, context: Context): Reply | Decision | Inspection<Settled> {
  const { command, values } = wanted;
  const denied = mayUse(command, context);
  if (denied !== null) return { kind: 'refused', card: refusalCard(denied, null), form: null };
  if (wanted.kind === 'form') return formFor(command, values, ask, context);
  const ready = command.read(values);
  if (ready.kind === 'faulty') return faulty(command, values, ready, ask, context);
  const outcome = ready.run(context);
  if (!(outcome instanceof Refusal) && outcome.kind === 'inspection') return outcome;
  return concluded(command, values, outcome, ask, context);
}

/** A link only looks: what it would change is asked for in a form first. */
function concluded(
  command: Command,
  values: Values,
  outcome: Settled,
  ask: Ask,
  context: Context,
): Reply | Decision {
  if (outcome instanceof Refusal) return refused(command, values, outcome, ask, context);
  if (outcome.kind === 'answer') return { kind: 'card', card: outcome.card };
  return ask.kind === 'look' ? { kind: 'form', form: formOf(command, context, values) } : outcome;
}

function mayUse(command: Command, context: Context): Refusal | null {
  const roles = rolesOf(context.actor);
  if (command.roles.some((role) => roles.has(role))) return null;
  if (command.roles.every((role) => role === 'coordinator'))
    return new Refusal({ code: 'coordinators-only' });
  return new Refusal({ code: roles.size > 1 ? 'referents-only' : 'not-enrolled' });
}

/** The form to fill in, unless what is known already is refused. */
function formFor(command: Command, values: Values, ask: Ask, context: Context): Reply {
  const refusal = command.check(values, context);
  if (refusal !== null) return refused(command, values, refusal, ask, context);
  return { kind: 'form', form: formOf(command, context, values) };
}

/** A line or a button that leaves something out opens the form; anything wrong comes back with what was typed. */
function faulty(command: Command, values: Values, fault: Faulty, ask: Ask, context: Context): Reply {
  const onlyMissing = Object.values(fault.reasons).every(({ code }) => code === 'missing-field');
  if (onlyMissing && ask.kind !== 'submit') return formFor(command, values, ask, context);
  const form = formOf(command, context, values, fault.reasons);
  return { kind: 'refused', card: refusalCard(fault.first, { command: command.word, values }), form };
}

function refused(command: Command, values: Values, refusal: Refusal, ask: Ask, context: Context): Reply {
  if (ASKS_MORE.has(refusal.reason.code) && ask.kind !== 'submit') {
    return { kind: 'form', form: formOf(command, context, values) };
  }
  const card = refusalCard(refusal, { command: command.word, values });
  // No platform shows both a form and the buttons of a card: where a button mends what was typed, the card stands alone.
  const isMended = describeReason(refusal.reason).fixes.length > 0 && card.actions.length > 0;
  const form = ask.kind !== 'submit' && isMended ? null : formInPlay(command, values, refusal, ask, context);
  return { kind: 'refused', card, form };
}

/** The form that was sent, or the one in which the refused field can be put right. */
function formInPlay(
  command: Command,
  values: Values,
  { field, reason }: Refusal,
  ask: Ask,
  context: Context,
): Form | null {
  const isSent = ask.kind === 'submit';
  if (field !== null && (isSent || isTyped(command)))
    return formOf(command, context, values, { [field]: reason });
  return isSent ? formOf(command, context, values) : null;
}
