import type { Form, Values } from '../../cards/model.ts';
import { keptAsDraft } from '../../cards/service.ts';
import type { Bot, Reply, Request, Visitor } from './bot.ts';
import type { Command } from './command.ts';
import type { Drafts } from './drafts.ts';
import { wantedBy } from './wanted.ts';

/** What a platform that tells of forms which are closed calls beside. */
export interface DraftingBot extends Bot {
  /** Keeps what stands in a form that is not sent; false for a command that keeps none, or when it cannot be kept. */
  keep(visitor: Visitor, command: string, values: Values): Promise<boolean>;
}

/**
 * The bot, with drafts of the commands that have them (`keepsDraft`): what was typed and not recorded, because a rule or the
 * world said no or because the form was closed, stands in the form when it is opened again.
 */
export function createDraftingBot(bot: Bot, drafts: Drafts, commands: readonly Command[]): DraftingBot {
  const keeping = (word: string) => commands.find((command) => command.word === word && command.keepsDraft);
  return {
    welcome: bot.welcome.bind(bot),
    async answer(request) {
      const { ask, visitor } = request;
      const wanted = wantedBy(ask, commands);
      const command = wanted.kind === 'unknown' ? undefined : keeping(wanted.command.word);
      if (wanted.kind === 'unknown' || command === undefined) return bot.answer(request);
      const reply = await bot.answer(request);
      if (reply.kind === 'form')
        return {
          ...reply,
          form: await resumed(drafts, request, { command, values: wanted.values }, reply.form),
        };
      if (reply.kind === 'refused') return refused(drafts, visitor, command, wanted.values, reply);
      // These commands answer with a card once they have recorded: nothing is left to keep.
      await drafts.drop(visitor, command);
      return reply;
    },
    async keep(visitor, word, values) {
      const command = keeping(word);
      return command !== undefined && (await drafts.keep(visitor, command, values));
    },
  };
}

/**
 * The form as it was left: what is said now comes first, unless it is the text of the very message that the draft began with,
 * which may have been worked on since. A draft about something else is left where it is: two reports never mix.
 */
async function resumed(
  drafts: Drafts,
  { visitor }: Request,
  { command, values }: { readonly command: Command; readonly values: Values },
  form: Form,
): Promise<Form> {
  const draft = await drafts.of(visitor, command);
  if (isAboutAnother(command, values, draft)) return form;
  const isSameMessage = sourcesOf(command).some((name) => values[name] !== undefined);
  const known = isSameMessage ? { ...values, ...draft } : { ...draft, ...values };
  const shown = form.fields.map(({ name }) => name);
  const hidden = Object.keys(command.fields).filter((name) => !shown.includes(name));
  const within = (names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = known[name];
        return value === undefined || value === '' ? [] : [[name, value] as const];
      }),
    );
  return {
    ...form,
    values: { ...form.values, ...within(shown) },
    hidden: { ...form.hidden, ...within(hidden) },
  };
}

/** Whether what is asked names another message, another report or another beneficiary than the draft. */
function isAboutAnother(command: Command, values: Values, draft: Values): boolean {
  const sources = sourcesOf(command);
  const own = Object.entries(values).filter(([name]) => Object.hasOwn(command.fields, name));
  return own.some(([name, value]) => {
    if (sources.includes(name)) return draft[name] !== value;
    const isKnown = typeof command.fields[name]?.meta.options === 'string';
    return isKnown && draft[name] !== undefined && draft[name] !== value;
  });
}

/** Fields that nobody sees: where what is typed comes from. */
function sourcesOf({ fields }: Command): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.meta.widget === 'hidden');
}

async function refused(
  drafts: Drafts,
  visitor: Visitor,
  command: Command,
  values: Values,
  reply: Extract<Reply, { kind: 'refused' }>,
): Promise<Reply> {
  const isKept = await drafts.keep(visitor, command, values);
  // A form that stays open shows by itself that nothing is lost.
  return isKept && reply.form === null ? { ...reply, card: keptAsDraft(reply.card) } : reply;
}
