import { ALL, confirmStop, messageStopped, messagesRetried } from '../../cards/outbox.ts';
import { isLegal } from '../../cards/outbox-words.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { actorId } from './actor.ts';
import { type Context, type Decision, decision, defineCommand } from './command.ts';
import { hidden } from './fields.ts';
import type { Message, MessageState, PersonWrite } from './ports.ts';
import { messageView } from './show-outbox.ts';

/** One more try at once for a message, or for all that are in trouble. Refused: one that left or was stopped since. */
export const retryMessage = defineCommand({
  word: 'envoi reessayer',
  title: 'Réessayer un envoi',
  help: "faire repartir un message qui n'est pas parti",
  article: null,
  roles: ['coordinator'],
  fields: { envoi: hidden() },
  run: ({ envoi }, context) =>
    envoi === ALL
      ? {
          kind: 'inspection',
          of: 'outbox',
          conclude: ({ troubled }) =>
            troubled.length === 0
              ? { kind: 'answer', card: messagesRetried([]) }
              : retried(context, troubled),
        }
      : {
          kind: 'inspection',
          of: 'messages',
          keys: [envoi],
          conclude: (messages) => {
            const open = openMessage(messages.get(envoi));
            return open instanceof Refusal ? open : retried(context, [open]);
          },
        },
});

/**
 * A message is given up for ever. One that the convention asks for is only stopped after a second press, which says by
 * which article. Refused: one that left or was stopped since, and one that is being sent, whose outcome nobody knows yet.
 */
export const stopMessage = defineCommand({
  word: 'envoi arreter',
  title: 'Arrêter un envoi',
  help: "renoncer à un message qui n'est pas parti",
  article: null,
  roles: ['coordinator'],
  fields: { envoi: hidden(), confirme: hidden().optional() },
  run: ({ envoi, confirme }, context) => ({
    kind: 'inspection',
    of: 'messages',
    keys: [envoi],
    conclude: (messages) => {
      const open = openMessage(messages.get(envoi));
      if (open instanceof Refusal) return open;
      if (isBeingSent(open, context)) return new Refusal({ code: 'message-settled', outcome: 'sending' });
      const view = messageView(context, open);
      if (isLegal(view.topic) && confirme === undefined) return { kind: 'answer', card: confirmStop(view) };
      return decision({
        outbox: [{ key: open.key, change: 'stop', why: 'stopped' }],
        directory: [{ type: 'message-stopped', data: { key: open.key, byId: actorId(context.actor) } }],
        card: messageStopped(view),
      });
    },
  }),
});

/** Who asks for another try has reason to believe that the address serves again: none of the person's is lost any more. */
function foundAgain(context: Context, messages: readonly Message[]): readonly PersonWrite[] {
  return [...new Set(messages.map(({ to }) => to))].flatMap((id) => {
    const row = context.world.people.byId(id);
    if (row === undefined || row.person.accounts.every(({ lostAt }) => lostAt === null)) return [];
    const accounts = row.person.accounts.map((account) => ({ ...account, lostAt: null }));
    return [{ person: { ...row.person, accounts }, expectedRevision: row.revision }];
  });
}

function retried(context: Context, messages: readonly Message[]): Decision {
  const byId = actorId(context.actor);
  return decision({
    people: foundAgain(context, messages),
    outbox: messages.map(({ key }) => ({ key, change: 'retry', why: 'retried' })),
    directory: messages.map(({ key }) => ({ type: 'message-retried', data: { key, byId } })),
    card: messagesRetried(messages.map((message) => messageView(context, message))),
  });
}

function isBeingSent({ leaseUntilAt }: Message, { now }: Context): boolean {
  return leaseUntilAt !== null && Temporal.Instant.compare(leaseUntilAt, now) > 0;
}

const SETTLED: Readonly<Record<MessageState, 'sent' | 'dropped' | null>> = {
  waiting: null,
  failed: null,
  sent: 'sent',
  dropped: 'dropped',
};

function openMessage(message: Message | undefined): Message | Refusal {
  if (message === undefined) return new Refusal({ code: 'message-settled', outcome: 'unknown' });
  const outcome = SETTLED[message.state];
  return outcome === null ? message : new Refusal({ code: 'message-settled', outcome });
}
