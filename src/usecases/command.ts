import { z } from 'zod';
import type { Card, Values } from '../../cards/model.ts';
import { type Reason, Refusal } from '../domain/kernel/refusal.ts';
import type { DirectoryEvent, NumberTaken } from '../domain/people/directory.ts';
import type { TrackEvent } from '../domain/track/events.ts';
import type { Actor } from './actor.ts';
import { JalonError } from './errors.ts';
import { type FieldMeta, fieldMeta } from './fields.ts';
import type { Inspection } from './inspection.ts';
import type { Given, LinkedFeed, LinkedFile } from './links.ts';
import type { MessageDraft, PersonWrite } from './ports.ts';
import type { OutboxChange } from './records.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';

/** Who may use a command. A référent, a deputy or a contractor acts for their own communes or tracks only. */
export type Role = 'coordinator' | 'referent' | 'deputy' | 'contractor' | 'anyone';

/** All that a decision may look at: no clock, no randomness, no I/O. */
export interface Context {
  readonly actor: Actor;
  readonly world: World;
  readonly settings: Settings;
  /** UTC instant of the decision. */
  readonly now: Temporal.Instant;
  /** The Paris day of `now`. */
  readonly today: Temporal.PlainDate;
  readonly newId: () => string;
  /** Where whoever asks downloads a file that is made when it is asked for. */
  readonly fileUrl: (file: LinkedFile) => string;
  /** Where calendars fetch somebody's feed. */
  readonly feedUrl: (feed: LinkedFeed) => string;
  /** What became of a file that whoever asks has given; null for one that they did not give, or too long ago. */
  readonly givenFile: (token: string) => Given | null;
}

export type Outcome = Settled | Inspection<Settled>;

/** Says something and stores nothing. */
export interface Answer {
  readonly kind: 'answer';
  readonly card: Card;
}

export type Settled = Answer | Decision | Refusal;

/** What to store, all of it or nothing; `card` is said once it is on disk. */
export interface Decision {
  readonly kind: 'decision';
  /** The track that `events` are about; null when there are none. */
  readonly track: string | null;
  readonly events: readonly TrackEvent[];
  /** Beside the numbers taken and the people recorded, which are told by themselves. */
  readonly directory: readonly DirectoryEvent[];
  readonly numbers: readonly NumberTaken[];
  readonly people: readonly PersonWrite[];
  readonly messages: readonly MessageDraft[];
  readonly outbox: readonly OutboxChange[];
  /** Ids of people to be erased. */
  readonly erased: readonly string[];
  /** Ids of people whose waiting reminders are asked again at once: see `Append.reached`. */
  readonly reached: readonly string[];
  /** The first answer to this delivery; said as it is unless `told` has more to say. */
  readonly card: Card;
  /** What is said once it is recorded, from the records as they then are: what only the record knows (its hash). */
  readonly told: ((context: Context) => Card | null) | null;
}

/** A decision of which only what it changes is said. */
export function decision(changes: Partial<Omit<Decision, 'kind'>> & Pick<Decision, 'card'>): Decision {
  return {
    kind: 'decision',
    track: null,
    events: [],
    directory: [],
    numbers: [],
    people: [],
    messages: [],
    outbox: [],
    erased: [],
    reached: [],
    told: null,
    ...changes,
  };
}

export interface CommandSpec<Shape extends z.core.$ZodLooseShape> {
  /** What people type: ASCII, one or two words; accents and case do not matter when it is typed. */
  readonly word: string;
  /** Other words for it, each with the values that it stands for: « comite pilotage » is `comite planifier` of that type. */
  readonly aliases?: Readonly<Record<string, Values>>;
  /** What must be loaded before anything typed is read; for what is heavy and seldom needed. */
  readonly prepare?: () => Promise<void>;
  readonly title: string;
  readonly help: string;
  /** Article of the convention, or null. */
  readonly article: string | null;
  readonly roles: readonly Role[];
  /** Fields in the order in which they may be typed. */
  readonly fields: Shape;
  readonly submitLabel?: string;
  /**
   * A link of a mail does it at once when somebody clicks it, once for each link. Only for what is harmless and said
   * again by the same words: its values say what is to be, never that something is to be turned over.
   */
  readonly isOneClick?: boolean;
  /** What was typed into its form is kept for some days until it is recorded, however the form was left. */
  readonly keepsDraft?: boolean;
  /** Optional fields that the form asks for all the same, given what it starts with: a line may leave them out. */
  neededInForm?(values: Values): readonly string[];
  /**
   * What a form calls the fields whose words depend on the records; null leaves a field out. Those that are not named
   * keep their own.
   */
  labels?(context: Context, values: Values): Readonly<Record<string, string | null>>;
  /** What the form starts with, before anything is typed; `values` is what a line or a button gave already. */
  prefill?(context: Context, values: Values): Values;
  check?(values: Values, context: Context): Refusal | null;
  /** Pure: same arguments, same outcome. */
  run(input: z.output<z.ZodObject<Shape>>, context: Context): Outcome;
}

/** A command as the table holds it, its input type forgotten: `run` takes what `schema` has let through. */
export interface Command {
  readonly word: string;
  readonly aliases: Readonly<Record<string, Values>>;
  /** Awaited before `read`; null for nothing. */
  readonly prepare: (() => Promise<void>) | null;
  readonly title: string;
  readonly help: string;
  readonly article: string | null;
  readonly roles: readonly Role[];
  readonly fields: Readonly<Record<string, CommandField>>;
  readonly submitLabel: string;
  /** See `CommandSpec`. */
  readonly isOneClick: boolean;
  /** See `CommandSpec`. */
  readonly keepsDraft: boolean;
  /** See `CommandSpec`. */
  neededInForm(values: Values): readonly string[];
  labels(context: Context, values: Values): Readonly<Record<string, string | null>>;
  /** See `CommandSpec`. */
  prefill(context: Context, values: Values): Values;
  /** What is wrong already with what is filled in, before the form is shown for the rest; null when nothing is. */
  check(values: Values, context: Context): Refusal | null;
  /** Checks what was typed; empty values count as missing, unknown ones are left aside. */
  read(values: Values): Ready | Faulty;
}

export interface CommandField {
  readonly required: boolean;
  readonly meta: FieldMeta;
}

export interface Ready {
  readonly kind: 'ready';
  run(context: Context): Outcome;
}

/** Why fields were refused. */
export interface Faulty {
  readonly kind: 'faulty';
  /** By field name. */
  readonly reasons: Readonly<Record<string, Reason>>;
  /** The first of them, in the order of the fields. */
  readonly first: Refusal;
}

/**
 * Declares a command once, for every platform: form, help, manifests, docs and permission tests all come from here.
 * Throws at start when a field has no widget.
 */
export function defineCommand<Shape extends z.core.$ZodLooseShape>(spec: CommandSpec<Shape>): Command {
  const schema = z.object(spec.fields);
  return {
    word: spec.word,
    aliases: spec.aliases ?? {},
    prepare: spec.prepare ?? null,
    title: spec.title,
    help: spec.help,
    article: spec.article,
    roles: spec.roles,
    fields: Object.fromEntries(
      Object.entries(spec.fields).map(([name, field]) => [name, describe(spec.word, name, field)]),
    ),
    submitLabel: spec.submitLabel ?? 'Valider',
    isOneClick: spec.isOneClick ?? false,
    keepsDraft: spec.keepsDraft ?? false,
    neededInForm: (values) => spec.neededInForm?.(values) ?? [],
    labels: (context, values) => spec.labels?.(context, values) ?? {},
    prefill: (context, values) => spec.prefill?.(context, values) ?? {},
    check: (values, context) => spec.check?.(withoutBlanks(values), context) ?? null,
    read: (values) => {
      const parsed = schema.safeParse(withoutBlanks(values));
      if (!parsed.success) return faultyFor(parsed.error);
      return { kind: 'ready', run: (context) => spec.run(parsed.data, context) };
    },
  };
}

function describe(word: string, name: string, field: z.core.$ZodType): CommandField {
  const optional = field instanceof z.ZodOptional;
  const meta = fieldMeta.get(optional ? field.unwrap() : field);
  if (meta === undefined) throw new DeclarationError(`${word}: the field ${name} has no widget`);
  return { required: !optional, meta };
}

function withoutBlanks(values: Values): Values {
  const trimmed = Object.entries(values).map(([name, value]): [string, string] => [name, value.trim()]);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

/** One reason per field: an error of zod has one issue at least, the first of each field is told. */
function faultyFor(error: z.ZodError): Faulty {
  const refusals = error.issues.map((issue) => new Refusal(reasonOf(issue), String(issue.path[0])));
  const byField = refusals.reverse().map(({ field, reason }) => [field, reason]);
  return {
    kind: 'faulty',
    reasons: Object.fromEntries(byField),
    first: refusals.reduce((_later, earlier) => earlier),
  };
}

/** Fields are text: what zod refuses by itself is only ever a missing value; everything else carries our reason. */
function reasonOf(issue: z.core.$ZodIssue): Reason {
  const given: unknown = issue.code === 'custom' ? issue.params?.['reason'] : undefined;
  return given === undefined ? { code: 'missing-field' } : (given as Reason);
}

class DeclarationError extends JalonError {}
