import { randomUUID } from 'node:crypto';
import type { Ask } from '../../../src/usecases/bot.ts';
import type { LinkedAct, LinkHolder, Links } from '../../../src/usecases/links.ts';
import type { SlackClient } from '../../e2e/clients/slack.ts';
import type { TeamsClient } from '../../e2e/clients/teams.ts';
import type { SlackStandIn } from '../../e2e/stand-ins/slack.ts';
import type { TeamsStandIn } from '../../e2e/stand-ins/teams.ts';
import { folded, type Known, list, record, words } from './shown.ts';

/** A button that is pressed, or a form that is sent, without having been shown to whoever does. */
export type ForgedAsk = Extract<Ask, { kind: 'run' | 'form' | 'submit' }>;

/**
 * Talks to a platform's endpoint without its cards, as somebody does who writes requests by hand: the platform itself
 * still vouches for who they are, everything else in the request says that they are `claimed`.
 */
export interface Forge {
  /** What came of it, every word of it: the answer, and what was written to the person meanwhile. */
  send(person: Known, ask: ForgedAsk, claimed: Known): Promise<string>;
}

/** What a request may say of its sender beside the command's own fields. */
function lies({ id, name, email }: Known): Readonly<Record<string, string>> {
  return {
    email,
    userId: id,
    accountId: id,
    name,
    roles: 'coordinator',
    isCoordinator: 'true',
    actor: email,
    holder: email,
    ['__proto__']: 'coordinator',
  };
}

export function slackForge(client: SlackClient, standIn: SlackStandIn): Forge {
  return {
    async send({ id }, { kind, command, values }, claimed) {
      const { name, email } = claimed;
      const url = standIn.responseUrl();
      const path = new URL(url).pathname;
      const trigger_id = randomUUID();
      const carried = { ...lies(claimed), ...values };
      const from = {
        trigger_id,
        team: { id: client.team, domain: 'mgp' },
        user: {
          id,
          team_id: client.team,
          name: email,
          username: email,
          is_admin: true,
          is_owner: true,
          profile: { email, real_name: name },
        },
        user_id: claimed.id,
        user_name: email,
        authorizations: [{ team_id: client.team, user_id: claimed.id, is_bot: false }],
      };
      const place = {
        container: { type: 'message', message_ts: trigger_id, channel_id: 'C0PUBLIC', user: claimed.id },
        channel: { id: 'C0PUBLIC', user: claimed.id },
        message: { user: claimed.id },
        response_url: url,
      };
      const action = { type: 'button', action_id: `${kind}:${command}:0`, value: JSON.stringify(carried) };
      const view = {
        id: trigger_id,
        callback_id: `form:${command}`,
        private_metadata: JSON.stringify({ hidden: carried, responseUrl: url, user: claimed.id }),
        blocks: [],
        state: { values: {} },
      };
      const answer = await client.interaction(
        kind === 'submit'
          ? { ...from, type: 'view_submission', view }
          : { ...from, ...place, type: 'block_actions', actions: [action] },
      );
      if (answer.status !== 200) return `${answer.status} ${answer.body}`;
      if (answer.body !== '') return said(answer.json);
      const outcome = await standIn.until(
        ({ method, args }) =>
          (method === 'response_url' && args['url'] === path) ||
          (method === 'views.open' && args['trigger_id'] === trigger_id),
      );
      return said(outcome.args);
    },
  };
}

export function teamsForge(clientOf: (person: Known) => TeamsClient, standIn: TeamsStandIn): Forge {
  return {
    async send(person, { kind, command, values }, claimed) {
      const client = clientOf(person);
      const before = standIn.calls.length;
      const data = { ...lies(claimed), command, values: { ...lies(claimed), ...values }, verb: kind };
      const extra = {
        from: {
          id: person.id,
          aadObjectId: `aad-${person.id}`,
          name: claimed.name,
          email: claimed.email,
          role: 'coordinator',
          userPrincipalName: claimed.email,
        },
        channelData: {
          tenant: { id: 'another-tenant' },
          settings: { userId: claimed.id },
          user: { id: claimed.id, email: claimed.email },
        },
      };
      const value = { data, context: { theme: 'default' } };
      const action = { action: { type: 'Action.Execute', verb: kind, data }, trigger: 'manual' };
      const invoke = { run: 'adaptiveCard/action', form: 'task/fetch', submit: 'task/submit' }[kind];
      const answer = await client.invoke(invoke, kind === 'run' ? action : value, { extra });
      const written = standIn.calls.slice(before).filter(({ part }) => part === 'send');
      return `${answer.status === 200 ? '' : answer.status} ${said([answer.body, ...written.map(({ body }) => body)])}`;
    },
  };
}

/** The trial vouches for whoever its page says: what is forged is the button of a message, and what goes with it. */
export function webForge(origin: string): Forge {
  const standing = new Map<string, Readonly<Record<string, unknown>>>();

  async function post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${origin}/essai/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const state = record(await response.json());
    return response.status === 200 ? state : { refused: `${response.status}`, ...state };
  }

  return {
    async send({ id: persona }, { kind: verb, command, values }, claimed) {
      if (!standing.has(persona))
        standing.set(persona, lastOf(await post('dire', { persona, text: 'aide' }), persona));
      const { id: message, face } = standing.get(persona) ?? {};
      const press = { persona, message, face, verb, command, values: { ...lies(claimed), ...values } };
      const state = await post('agir', { ...lies(claimed), ...press, visitor: claimed, label: 'forgé' });
      const shown =
        list(state['messages'])
          .map(record)
          .find(({ id }) => id === message) ?? state;
      if (shown !== state) standing.set(persona, shown);
      return said(shown);
    },
  };
}

function lastOf(state: Record<string, unknown>, persona: string): Record<string, unknown> {
  const own = list(state['messages']).map(record);
  return own.findLast((message) => message['persona'] === persona && message['from'] === 'bot') ?? {};
}

/** Links are sealed: only those that a person was sent open, in their own name, whatever is sent to them. */
export function mailForge(origin: string, links: Links, hours: number): Forge {
  return {
    async send({ email }, { kind, command, values }, claimed) {
      const holder: LinkHolder = { platform: 'mail', accountId: email, email };
      const act: LinkedAct = { kind: kind === 'run' ? 'look' : 'form', command, values };
      const { pathname } = new URL(links.actUrl(holder, act, hours));
      const fields = { ...lies(claimed), _acte: randomUUID(), ...(kind === 'form' ? { _ouvrir: '1' } : {}) };
      const response = await fetch(`${origin}${pathname}`, {
        method: 'POST',
        headers: { cookie: `user=${claimed.email}`, 'x-forwarded-user': claimed.email },
        body: new URLSearchParams(fields),
      });
      const page = await response.text();
      return folded(page.replaceAll('&#39;', "'").replaceAll('&amp;', '&'));
    },
  };
}

/** Every text of a JSON value, in order, as a reader sees them. */
function said(value: unknown): string {
  const texts = (part: unknown): readonly string[] =>
    typeof part === 'object' && part !== null ? Object.values(part).flatMap(texts) : [words(part)];
  return folded(texts(value).join(' ')).replaceAll('\\', '');
}
