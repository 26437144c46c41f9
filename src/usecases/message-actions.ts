import { originLine } from '../../cards/message-action.ts';
import type { Values } from '../../cards/model.ts';
import { shortened } from '../../cards/words.ts';
import type { Ask } from './bot.ts';
import type { Command } from './command.ts';
import { checkWords } from './communication/check-words.ts';
import { LONGEST_HIDDEN } from './fields.ts';
import { completeIncident } from './incident/follow.ts';
import { reportIncident } from './incident/report.ts';

/** What somebody may do with a message of a conversation, from the platform's own menu of that message. */
export interface MessageAction {
  /** Its name outside: Slack's `callback_id`, Teams's command id. Never changes once it is released. */
  readonly id: string;
  /** As the menu shows it: 24 characters at most on Slack, 32 on Teams. */
  readonly title: string;
  /** One sentence, 128 characters at most on Teams. */
  readonly description: string;
  /** Its form opens. */
  readonly command: Command;
  /** The field that takes the message's text. */
  readonly field: string;
  /** The hidden field that takes its permalink, which is then named under the text too; null for none. */
  readonly source: string | null;
  /** Whether, in a thread about something that is recorded, the text is offered as an addition to it instead. */
  readonly isAddedInThreads: boolean;
}

/** Every message action, of both platforms and both manifests. */
export const messageActions: readonly MessageAction[] = [
  {
    id: 'signaler-incident',
    title: 'Signaler comme incident',
    description: 'Ouvrir le signalement écrit (convention, art. 3) avec le texte de ce message',
    command: reportIncident,
    field: 'faits',
    source: 'source',
    isAddedInThreads: true,
  },
  {
    id: 'verifier-texte',
    title: 'Vérifier ce texte',
    description:
      'Vérifier la mention du programme, les noms et le compte de la Métropole (règlement, art. 9)',
    command: checkWords,
    field: 'texte',
    source: null,
    isAddedInThreads: false,
  },
];

/** What a thread's replies may be added to, by the subject that the thread is about: see `Envelope.thread`. */
const threadAdditions = [
  {
    subjects: /^INC-\d{4}-\d{4,}$/u,
    command: completeIncident,
    number: 'incident',
    field: 'complement',
    filesField: 'pieces',
  },
] as const;

/** A message of a conversation, as text that its platform has made plain. */
export interface SentMessage {
  readonly text: string;
  /** Leads back to it; null when the platform gives none. */
  readonly permalink: string | null;
}

export type FormAsk = Extract<Ask, { readonly kind: 'form' }>;

/** The action of this id; null for one that no version of this bot declares. */
export function messageActionOf(id: string): MessageAction | null {
  return messageActions.find((action) => action.id === id) ?? null;
}

/** The form that a message action opens, with the message's text, cut to what its field takes, the permalink whole. */
export function askOfAction(action: MessageAction, message: SentMessage): FormAsk {
  const { command, field, source } = action;
  const link = linkIn(message);
  const isCarried = source !== null && link !== null && link.length <= LONGEST_HIDDEN;
  const values = {
    ...textIn(command, field, message, source === null ? null : link),
    ...(isCarried ? { [source]: link } : {}),
  };
  return { kind: 'form', command: command.word, values };
}

/** How a message of a thread is added to what the thread is about. */
export interface ThreadAddition {
  readonly ask: FormAsk;
  /** What it is added to, as the form has it. */
  readonly about: Values;
  /** The field that takes files. */
  readonly filesField: string;
}

/** The form by which a message of a thread is added to what the thread is about; null where nothing can be added. */
export function askOfThread(subject: string, message: SentMessage): ThreadAddition | null {
  const addition = threadAdditions.find(({ subjects }) => subjects.test(subject));
  if (addition === undefined) return null;
  const { command, number, field, filesField } = addition;
  const about = { [number]: subject };
  const values = { ...about, ...textIn(command, field, message, linkIn(message)) };
  return { ask: { kind: 'form', command: command.word, values }, about, filesField };
}

/** With where it comes from under it, unless `link` is null. */
function textIn({ fields }: Command, field: string, message: SentMessage, link: string | null): Values {
  const max = fields[field]?.meta.maxLength ?? Number.POSITIVE_INFINITY;
  const tail = link === null ? '' : originLine(link);
  const text = message.text.toWellFormed().trim();
  const room = max - tail.length - BETWEEN.length;
  // A link that leaves no room for a word of the message is no use in the text.
  const parts = room < SHORTEST_TEXT || tail === '' ? [shortened(text, max)] : [shortened(text, room), tail];
  const whole = parts.filter((part) => part !== '').join(BETWEEN);
  return whole === '' ? {} : { [field]: whole };
}

const BETWEEN = '\n\n';
const SHORTEST_TEXT = 200;

/** Permalinks are pages of the platform: anything else is none. */
function linkIn({ permalink }: SentMessage): string | null {
  return permalink !== null && /^https:\/\/\S+$/u.test(permalink) ? permalink : null;
}
