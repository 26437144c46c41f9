import { createHmac, randomUUID } from 'node:crypto';

export interface SlackAnswer {
  readonly status: number;
  readonly body: string;
  /** The body read as JSON; null when it is empty or no JSON. */
  readonly json: unknown;
}

export interface SignedOptions {
  /** Seconds added to the timestamp of the request. */
  readonly skewSeconds?: number;
  readonly secret?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Place {
  readonly channel?: string;
  readonly responseUrl?: string;
  readonly triggerId?: string;
}

export interface Press extends Place {
  readonly actionId: string;
  readonly value?: string;
  readonly messageTs?: string;
  readonly blockId?: string;
  /** Pressed on the Home page, of this version. */
  readonly homeHash?: string;
}

export interface Submission {
  readonly viewId: string;
  /** The modal as the bot opened it. */
  readonly view: Readonly<Record<string, unknown>>;
  /** What is typed or chosen, by field name. */
  readonly values: Readonly<Record<string, string>>;
  /** What is chosen in its fields for files, as Slack tells of it. */
  readonly files?: Readonly<Record<string, readonly object[]>>;
}

/** Sends what Slack sends: signed commands, interactions and events of one workspace. */
export class SlackClient {
  readonly url: string;
  readonly secret: string;
  readonly team: string;
  readonly botUser = 'UBOT';

  constructor(options: { readonly url: string; readonly signingSecret: string; readonly team: string }) {
    this.url = `${options.url}/slack/events`;
    this.secret = options.signingSecret;
    this.team = options.team;
  }

  slash(user: string, text: string, place: Place = {}, signed: SignedOptions = {}): Promise<SlackAnswer> {
    const fields = new URLSearchParams({
      command: '/jalon',
      text,
      team_id: this.team,
      user_id: user,
      channel_id: place.channel ?? 'C0PUBLIC',
      trigger_id: place.triggerId ?? randomUUID(),
      ...(place.responseUrl === undefined ? {} : { response_url: place.responseUrl }),
    });
    return this.send(fields.toString(), signed);
  }

  press(user: string, press: Press, signed: SignedOptions = {}): Promise<SlackAnswer> {
    const channel = press.channel ?? 'D0DIRECT';
    const message_ts = press.messageTs ?? '1700.1';
    const isEphemeral = !channel.startsWith('D');
    const onMessage = {
      channel: { id: channel },
      container: { type: 'message', message_ts, channel_id: channel, is_ephemeral: isEphemeral },
    };
    const id = `VHOME${user}`;
    const onHome = {
      container: { type: 'view', view_id: id },
      view: { id, type: 'home', hash: press.homeHash },
    };
    return this.interaction(
      {
        type: 'block_actions',
        team: { id: this.team },
        user: { id: user, team_id: this.team },
        ...(press.homeHash === undefined ? onMessage : onHome),
        trigger_id: press.triggerId ?? randomUUID(),
        ...(press.responseUrl === undefined ? {} : { response_url: press.responseUrl }),
        actions: [
          {
            type: 'button',
            action_id: press.actionId,
            block_id: press.blockId ?? 'b1',
            ...(press.value === undefined ? {} : { value: press.value }),
            action_ts: String(Math.random()),
          },
        ],
      },
      signed,
    );
  }

  submit(user: string, submission: Submission, signed: SignedOptions = {}): Promise<SlackAnswer> {
    const state = Object.entries(submission.values).map(([name, value]) => {
      const element = elementOf(submission.view, name);
      return [`field:${name}`, { value: { type: element, ...stateOf(element, value) } }] as const;
    });
    const given = Object.entries(submission.files ?? {}).map(
      ([name, files]) => [`field:${name}`, { value: { type: 'file_input', files } }] as const,
    );
    return this.interaction(
      {
        type: 'view_submission',
        trigger_id: randomUUID(),
        team: { id: this.team },
        user: { id: user, team_id: this.team },
        view: {
          id: submission.viewId,
          ...submission.view,
          state: { values: Object.fromEntries([...state, ...given]) },
        },
      },
      signed,
    );
  }

  /** Somebody types into an open modal, or closes it: what Slack tells of it is `values`. */
  type(
    user: string,
    { viewId, view, values }: Submission,
    how: 'typed' | 'closed' = 'typed',
    signed: SignedOptions = {},
  ): Promise<SlackAnswer> {
    const state = Object.entries(values).map(([name, value]) => {
      const element = elementOf(view, name);
      return [`field:${name}`, { value: { type: element, ...stateOf(element, value) } }] as const;
    });
    const typed = {
      type: 'block_actions',
      trigger_id: randomUUID(),
      container: { type: 'view', view_id: viewId },
      actions: [{ type: 'plain_text_input', action_id: 'value', block_id: state[0]?.[0], action_ts: '1.1' }],
    };
    return this.interaction(
      {
        ...(how === 'typed' ? typed : { type: 'view_closed', is_cleared: false }),
        team: { id: this.team },
        user: { id: user, team_id: this.team },
        view: { id: viewId, type: 'modal', ...view, state: { values: Object.fromEntries(state) } },
      },
      signed,
    );
  }

  /** Chooses an action in the menu of a message. */
  messageAction(
    user: string,
    callbackId: string,
    message: Readonly<Record<string, unknown>>,
    place: Place = {},
  ): Promise<SlackAnswer> {
    const ts = String(message['ts'] ?? '1700.5');
    return this.interaction({
      type: 'message_action',
      callback_id: callbackId,
      team: { id: this.team },
      user: { id: user, team_id: this.team },
      channel: { id: place.channel ?? 'C0PUBLIC' },
      trigger_id: place.triggerId ?? randomUUID(),
      message_ts: ts,
      message: { type: 'message', user: 'U9', ...message, ts },
      ...(place.responseUrl === undefined ? {} : { response_url: place.responseUrl }),
    });
  }

  message(
    user: string,
    text: string,
    more: Readonly<Record<string, unknown>> = {},
    signed: SignedOptions = {},
  ): Promise<SlackAnswer> {
    const event = {
      type: 'message',
      channel_type: 'im',
      channel: 'D0DIRECT',
      user,
      text,
      ts: '1700.2',
      ...more,
    };
    return this.event(event, randomUUID(), signed);
  }

  mention(user: string, text: string, channel = 'C0PUBLIC'): Promise<SlackAnswer> {
    return this.event({
      type: 'app_mention',
      channel,
      user,
      text: `<@${this.botUser}> ${text}`,
      ts: '1700.3',
    });
  }

  event(event: object, eventId: string = randomUUID(), signed: SignedOptions = {}): Promise<SlackAnswer> {
    const authorizations = [
      { team_id: this.team, user_id: this.botUser, is_bot: true, is_enterprise_install: false },
    ];
    const body = {
      type: 'event_callback',
      team_id: this.team,
      event_id: eventId,
      event_time: Math.floor(Temporal.Now.instant().epochMilliseconds / 1_000),
      event,
      authorizations,
    };
    return this.send(JSON.stringify(body), { contentType: 'application/json', ...signed });
  }

  interaction(payload: unknown, signed: SignedOptions = {}): Promise<SlackAnswer> {
    return this.send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), signed);
  }

  /** Sends a body as it is, signed as Slack signs. */
  async send(body: string, signed: SignedOptions = {}): Promise<SlackAnswer> {
    const now = Temporal.Now.instant().epochMilliseconds / 1_000;
    const timestamp = String(Math.floor(now + (signed.skewSeconds ?? 0)));
    const hmac = createHmac('sha256', signed.secret ?? this.secret).update(`v0:${timestamp}:${body}`);
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'Content-Type': signed.contentType ?? 'application/x-www-form-urlencoded',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': `v0=${hmac.digest('hex')}`,
        ...signed.headers,
      },
      body,
    });
    const answer = await response.text();
    return { status: response.status, body: answer, json: readJson(answer) };
  }
}

function elementOf(view: Readonly<Record<string, unknown>>, name: string): string {
  const blocks = view['blocks'] as readonly { block_id?: string; element?: { type: string } }[];
  return blocks.find((block) => block.block_id === `field:${name}`)?.element?.type ?? 'plain_text_input';
}

function stateOf(element: string, value: string): object {
  switch (element) {
    case 'datepicker':
      return { selected_date: value };
    case 'static_select':
      return { selected_option: { value, text: { type: 'plain_text', text: value } } };
    default:
      return { value };
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
