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

/** A message of the trial's thread, with the face that it shows. */
interface Raw {
  readonly message: string;
  readonly face: number;
  readonly cards: readonly unknown[];
}

/** Speaks as the trial page does, over its HTTP interface. `origin` is the bot's, such as `http://127.0.0.1:3978`. */
export function webDriver(origin: string): Driver {
  async function post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${origin}/essai/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // The message shows something else by now: the page draws its thread anew.
    if (response.status === 409) return {};
    if (response.status !== 200) throw new RangeError(`the trial answered ${response.status}`);
    return record(await response.json());
  }

  async function thread(persona: string): Promise<readonly Record<string, unknown>[]> {
    const response = await fetch(`${origin}/essai/api/etat`);
    const { messages } = record(await response.json());
    return list(messages)
      .map(record)
      .filter((message) => message['persona'] === persona);
  }

  function talk(person: Known): Talk {
    const persona = person.id;
    const own = { last: null as Shown | null, inbox: [] as readonly Shown[] };
    const take = (shown: Shown): Shown => {
      own.last = shown;
      return shown;
    };
    const rawOf = (on: Shown | undefined): Raw => (on ?? own.last)?.raw as Raw;

    const refreshed = async (): Promise<readonly Shown[]> => {
      own.inbox = (await thread(persona)).filter(({ unasked }) => unasked === true).map(shownMessage);
      return own.inbox;
    };

    async function afterAct(messageId: string | null): Promise<Shown> {
      const said = (await thread(persona)).filter(({ from }) => from === 'bot');
      const message =
        said.find(({ id }) => id === messageId) ?? said.filter(({ unasked }) => unasked !== true).at(-1);
      await refreshed();
      return take(shownMessage(message ?? {}));
    }

    async function send(raw: Raw, action: Record<string, unknown>, typed: Readonly<Record<string, string>>) {
      const data = record(action['data']);
      await post('agir', {
        persona,
        message: raw.message,
        face: raw.face,
        verb: action['verb'],
        command: data['command'],
        values: { ...record(data['values']), ...typed },
        label: action['title'],
      });
      return afterAct(raw.message);
    }

    return {
      async say(text) {
        await post('dire', { persona, text });
        return afterAct(null);
      },
      async send({ name, bytes }, text = '') {
        const said = JSON.stringify({ persona, text, name });
        const response = await fetch(`${origin}/essai/api/joindre`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: Buffer.concat([Buffer.from(`${said}\n`), bytes]),
        });
        if (response.status !== 200) throw new RangeError(`the trial answered ${response.status}`);
        return afterAct(null);
      },
      press(label, on) {
        const raw = rawOf(on);
        const action = raw.cards.flatMap(actionsIn).find((candidate) => candidate['title'] === label);
        if (action === undefined) throw new RangeError(`no button « ${label} »`);
        return send(raw, action, {});
      },
      submit(values, on) {
        const raw = rawOf(on);
        const form = raw.cards.find((card) => readAdaptiveCard(card).fields.length > 0);
        const inputs = readAdaptiveCard(form).fields.filter(({ given }) => given === null);
        const standing = inputs.map(({ name, value }) => [name, value]);
        return send(raw, actionsIn(form)[0] ?? {}, { ...Object.fromEntries(standing), ...values });
      },
      inbox: () => own.inbox,
      received: (said) =>
        eventually(`« ${said} » to ${person.name}`, async () =>
          (await refreshed()).find(({ text }) => text.includes(said)),
        ),
    };
  }

  return { talk };
}

/** What a message shows; a refusal that stands beneath it is what the act came to, with the form that came back. */
function shownMessage(message: Record<string, unknown>): Shown {
  const note = list(message['note']);
  const cards = list(message['cards']);
  const seen = note.length > 0 && message['isForm'] !== true ? note : [...note, ...cards];
  const raw: Raw = {
    message: words(message['id']),
    face: Number(message['face']),
    cards: [...note, ...cards],
  };
  return joined(seen.map(readAdaptiveCard), raw);
}
