import type { TeamsStandIn, TokenOptions } from '../stand-ins/teams.ts';

type Json = Record<string, unknown>;

interface TeamsUser {
  readonly id: string;
  readonly objectId: string;
  readonly name: string;
}

export interface TeamsAnswer {
  readonly status: number;
  /** Parsed JSON; null for an empty answer. */
  readonly body: unknown;
}

/** What distinguishes one activity from the next, or from what Teams would send. */
interface ActivityOptions {
  readonly id?: string;
  readonly replyToId?: string;
  readonly conversation?: Json;
  readonly extra?: Json;
  readonly token?: Partial<TokenOptions> | null;
}

export interface TeamsClientOptions {
  /** The bot's origin, e.g. `http://127.0.0.1:3978`. */
  readonly botUrl: string;
  readonly standIn: TeamsStandIn;
  readonly appId: string;
  readonly tenantId: string;
  readonly user: TeamsUser;
  /** False sends no token at all, as local test clients do. */
  readonly signed?: boolean;
  /** How far the bot's clock is from this machine's: its tokens are issued on its clock. */
  readonly skewSeconds?: () => number;
}

/** Speaks to the bot as Teams does for one person, with signed activities. */
export interface TeamsClient {
  say(text: string, options?: ActivityOptions): Promise<TeamsAnswer>;
  /** Presses a button of a card: what the host does depends on the action's type. */
  press(action: unknown, options?: ActivityOptions): Promise<TeamsAnswer>;
  /** Fills in a form of the conversation and sends it. */
  submit(
    card: unknown,
    typed: Readonly<Record<string, string>>,
    options?: ActivityOptions,
  ): Promise<TeamsAnswer>;
  fetchDialog(action: unknown, options?: ActivityOptions): Promise<TeamsAnswer>;
  submitDialog(
    card: unknown,
    typed: Readonly<Record<string, string>>,
    options?: ActivityOptions,
  ): Promise<TeamsAnswer>;
  /** Chooses an action in the menu of a message, then sends a card of its dialog, in that message's conversation. */
  fetchAction(commandId: string, payload: Json, options?: ActivityOptions): Promise<TeamsAnswer>;
  submitAction(
    card: unknown,
    typed: Readonly<Record<string, string>>,
    commandId?: string,
  ): Promise<TeamsAnswer>;
  /** Both activities by which Teams tells of a personal installation. */
  install(): Promise<readonly TeamsAnswer[]>;
  invoke(name: string, value: unknown, options?: ActivityOptions): Promise<TeamsAnswer>;
  post(activity: unknown, options?: ActivityOptions): Promise<TeamsAnswer>;
  /** Posts any bytes with any headers beside a genuine token. */
  raw(body: string, headers: Readonly<Record<string, string>>): Promise<TeamsAnswer>;
  readonly conversationId: string;
  activity(type: string, options?: ActivityOptions): Json;
}

export function createTeamsClient(options: TeamsClientOptions): TeamsClient {
  const { botUrl, standIn, appId, tenantId, user, signed = true, skewSeconds = () => 0 } = options;
  const conversationId = `personal-${user.id}`;
  let sent = 0;

  const activity = (type: string, { id, replyToId, conversation, extra }: ActivityOptions = {}): Json => {
    sent += 1;
    return {
      type,
      id: id ?? `${user.id}-${sent}`,
      timestamp: '2026-03-12T09:42:00.000Z',
      channelId: 'msteams',
      serviceUrl: standIn.serviceUrl,
      from: { id: user.id, aadObjectId: user.objectId, name: user.name },
      recipient: { id: `28:${appId}`, name: 'Jalon' },
      conversation: { id: conversationId, conversationType: 'personal', tenantId, ...conversation },
      channelData: { tenant: { id: tenantId } },
      locale: 'fr-FR',
      ...(replyToId === undefined ? {} : { replyToId }),
      ...extra,
    };
  };

  const authorization = async (token: ActivityOptions['token']): Promise<Record<string, string>> => {
    if (!signed || token === null) return {};
    const usual = { audience: appId, serviceUrl: standIn.serviceUrl, skewSeconds: skewSeconds() };
    const issued = await standIn.token({ ...usual, ...token });
    return { authorization: `Bearer ${issued}` };
  };

  const raw = async (body: string, headers: Readonly<Record<string, string>>): Promise<TeamsAnswer> => {
    const response = await fetch(`${botUrl}/api/messages`, { method: 'POST', headers, body });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  const post: TeamsClient['post'] = async (body, { token } = {}) =>
    raw(JSON.stringify(body), { 'content-type': 'application/json', ...(await authorization(token)) });

  const invoke: TeamsClient['invoke'] = (name, value, given = {}) =>
    post(activity('invoke', { ...given, extra: { name, value, ...given.extra } }), given);

  const execute = (action: Json, data: unknown, given?: ActivityOptions) => {
    const { type, title, verb } = action;
    return invoke('adaptiveCard/action', { action: { type, title, verb, data }, trigger: 'manual' }, given);
  };

  const fetchDialog: TeamsClient['fetchDialog'] = (action, given) =>
    invoke('task/fetch', { data: record(action)['data'], context: { theme: 'default' } }, given);

  return {
    conversationId,
    activity,
    post,
    invoke,
    fetchDialog,
    say: (text, given = {}) =>
      post(activity('message', { ...given, extra: { text, ...given.extra } }), given),
    press: (pressed, given) => {
      const action = record(pressed);
      const data = record(action['data']);
      if (action['type'] === 'Action.Execute') return execute(action, data, given);
      if (data['msteams'] !== undefined) return fetchDialog(action, given);
      return post(activity('message', { ...given, extra: { value: data, ...given?.extra } }), given);
    },
    submit: (card, typed, given) => {
      const action = submitAction(card);
      return execute(action, { ...record(action['data']), ...inputsOf(card), ...typed }, given);
    },
    submitDialog: (card, typed, given) => {
      const data = { ...record(submitAction(card)['data']), ...inputsOf(card), ...typed };
      return invoke('task/submit', { data, context: { theme: 'default' } }, given);
    },
    fetchAction: (commandId, messagePayload, given) =>
      invoke(
        'composeExtension/fetchTask',
        {
          commandId,
          commandContext: 'message',
          requestId: 'r1',
          messagePayload,
          context: { theme: 'default' },
        },
        { conversation: elsewhere, ...given },
      ),
    submitAction: (card, typed, commandId = 'signaler-incident') => {
      const data = { ...record(submitAction(card)['data']), ...inputsOf(card), ...typed };
      return invoke(
        'composeExtension/submitAction',
        { commandId, commandContext: 'message', data, context: { theme: 'default' } },
        { conversation: elsewhere },
      );
    },
    install: async () => [
      await post(activity('installationUpdate', { extra: { action: 'add' } })),
      await post(activity('conversationUpdate', { extra: { membersAdded: [{ id: `28:${appId}` }] } })),
    ],
    raw: async (body, headers) => raw(body, { ...(await authorization(undefined)), ...headers }),
  };
}

/** Two people's own conversation: Teams calls it personal, and the bot is not in it. */
const elsewhere = { id: '19:a_b@unq.gbl.spaces', conversationType: 'personal' };

/** Every action of a card, those of its rows included. */
export function actionsOf(card: unknown): readonly Json[] {
  const { actions, body } = record(card);
  const rows = list(body).filter((element) => record(element)['type'] === 'ActionSet');
  return [...list(actions), ...rows.flatMap((row) => list(record(row)['actions']))].map(record);
}

/** The first values of a card's inputs, as a host sends them back untouched. */
function inputsOf(card: unknown): Json {
  const inputs = list(record(card)['body'])
    .map(record)
    .filter(({ type }) => String(type).startsWith('Input.'));
  return Object.fromEntries(inputs.map(({ id, value }) => [String(id), value ?? '']));
}

function submitAction(card: unknown): Json {
  return actionsOf(card)[0] ?? {};
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
