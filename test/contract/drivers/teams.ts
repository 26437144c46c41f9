import type { TeamsAnswer, TeamsClient } from '../../e2e/clients/teams.ts';
import type { TeamsStandIn } from '../../e2e/stand-ins/teams.ts';
import { actionsIn, readAdaptiveCard } from './adaptive.ts';
import {
  type Driver,
  eventually,
  joined,
  type Known,
  list,
  record,
  type Shown,
  type Talk,
  words,
} from './shown.ts';

/** What a person looks at: cards of the conversation, each in its message, or an open dialog. */
interface Raw {
  readonly cards: readonly unknown[];
  readonly place: 'conversation' | 'dialog';
  readonly messageId: string;
}

export interface TeamsDriverOptions {
  readonly standIn: TeamsStandIn;
  readonly clientOf: (person: Known) => TeamsClient;
}

/** Speaks as people do in Teams: plain text, buttons of cards, dialogs; the bot writes first in the same conversation. */
export function teamsDriver({ standIn, clientOf }: TeamsDriverOptions): Driver {
  let messages = 0;

  function talk(person: Known): Talk {
    const client = clientOf(person);
    const answered = new Set<unknown>();
    const own = { last: null as Shown | null };
    const take = (shown: Shown): Shown => {
      own.last = shown;
      return shown;
    };
    const rawOf = (on: Shown | undefined): Raw => (on ?? own.last)?.raw as Raw;
    const spoken = () =>
      standIn.calls.filter(
        ({ part, conversationId }) => part === 'send' && conversationId === client.conversationId,
      );

    const read = (cards: readonly unknown[], place: Raw['place']): Shown => {
      messages += 1;
      return joined(cards.map(readAdaptiveCard), { cards, place, messageId: `seen-${messages}` });
    };

    /** Runs an act; what the bot said in the meantime is its answer, unless the HTTP answer carries a card. */
    async function act(run: () => Promise<TeamsAnswer>): Promise<Shown> {
      const before = spoken().length;
      const answer = await run();
      if (answer.status !== 200) throw new RangeError(`Teams was answered ${answer.status}`);
      const said = spoken().slice(before);
      for (const call of said) answered.add(call);
      const body = record(answer.body);
      const task = record(body['task']);
      if (task['type'] === 'continue') {
        const value = record(task['value']);
        const shown = read([record(value['card'])['content']], 'dialog');
        return take({ ...shown, title: words(value['title']) });
      }
      if (typeof body['value'] === 'object') return take(read([body['value']], 'conversation'));
      return take(
        read(
          said.flatMap(({ body: message }) => cardsOf(message)),
          'conversation',
        ),
      );
    }

    const received = (): readonly Shown[] =>
      spoken()
        .filter((call) => !answered.has(call))
        .map(({ body }, index) => ({
          ...joined(cardsOf(body).map(readAdaptiveCard), null),
          raw: { cards: cardsOf(body), place: 'conversation', messageId: `received-${index}` } satisfies Raw,
        }));

    return {
      say: (text) => act(() => client.say(text)),
      send: ({ name, bytes }, text = '') =>
        act(() => client.say(text, { extra: { attachments: standIn.attach(name, bytes) } })),
      press(label, on) {
        const raw = rawOf(on);
        const action = raw.cards.flatMap(actionsIn).find((candidate) => candidate['title'] === label);
        if (action === undefined) throw new RangeError(`no button « ${label} »`);
        return act(() => client.press(action, { replyToId: raw.messageId }));
      },
      submit(values, on) {
        const { cards, place, messageId } = rawOf(on);
        const form = cards.find((card) => readAdaptiveCard(card).fields.length > 0);
        return act(() =>
          place === 'dialog'
            ? client.submitDialog(form, values)
            : client.submit(form, values, { replyToId: messageId }),
        );
      },
      inbox: received,
      received: (said) =>
        eventually(`« ${said} » to ${person.name}`, () => received().find(({ text }) => text.includes(said))),
    };
  }

  return { talk };
}

function cardsOf(message: unknown): readonly unknown[] {
  return list(record(message)['attachments']).map((attachment) => record(attachment)['content']);
}
