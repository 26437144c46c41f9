import { DEPOSIT } from '../../support/deposit.ts';
import type { Inner } from '../../support/mutations.ts';
import type { Addresses } from './exposed.ts';
import { people } from './people.ts';

/** A payload of a kind that the platform really sends, in the name of Amina, référent of Choisy-le-Roi. */
export interface Genuine {
  readonly name: string;
  /** Types of the events that it may have recorded. */
  readonly records: readonly string[];
  /** @param rank tells it from every other: its ids, and the day that it is about */
  readonly payload: (rank: number, addresses: Addresses) => unknown;
}

const amina = people.amina.id;
const json = (value: unknown): Inner => ({ $json: value });

function dayOf(rank: number): string {
  return Temporal.PlainDate.from('2026-03-01')
    .add({ days: rank % 150 })
    .toString();
}

const delay = (rank: number) => ({
  commune: 'choisy-le-roi',
  etape: 'audit',
  date: dayOf(rank),
  cause: 'Livraison tardive',
  confirme: 'oui',
});
const preferences = (rank: number) => ({ canal: 'automatique', heure: String(9 + (rank % 9)), pause: '' });

/** `/jalon …`, the fields of a form. */
export const slackCommands: readonly Genuine[] = [
  'calendrier',
  'etape retard',
  'etape retard choisy-le-roi audit 15/03/2026 "Salle indisponible"',
].map((line) => ({
  name: `/jalon ${line}`,
  records: [],
  payload: (rank, { team, responseUrl }) => ({
    command: '/jalon',
    text: line,
    team_id: team,
    user_id: amina,
    user_name: 'amina.diallo',
    channel_id: 'C0PUBLIC',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    trigger_id: `trigger-${rank}`,
    response_url: responseUrl,
  }),
}));

type Interaction = (rank: number, addresses: Addresses) => Readonly<Record<string, unknown>>;

function interaction(name: string, records: readonly string[], more: Interaction): Genuine {
  return {
    name,
    records,
    payload: (rank, addresses) => ({
      payload: json({
        team: { id: addresses.team, domain: 'choisy' },
        user: { id: amina, team_id: addresses.team, name: 'amina.diallo' },
        api_app_id: 'A1',
        trigger_id: `trigger-${rank}`,
        ...more(rank, addresses),
      }),
    }),
  };
}

function pressed(actionId: string, values: object, rank: number, { responseUrl }: Addresses) {
  return {
    type: 'block_actions',
    container: { type: 'message', message_ts: `1700.${rank}`, channel_id: 'D0DIRECT', is_ephemeral: false },
    channel: { id: 'D0DIRECT', name: 'directmessage' },
    response_url: responseUrl,
    actions: [
      { type: 'button', action_id: actionId, block_id: 'b1', value: json(values), action_ts: `1.${rank}` },
    ],
  };
}

function typed(values: Readonly<Record<string, string>>) {
  const state = Object.entries(values).map(([name, value]) => {
    const element =
      name === 'date' || name === 'pause'
        ? { type: 'datepicker', selected_date: value === '' ? null : value }
        : { type: 'plain_text_input', value };
    return [`field:${name}`, { value: element }] as const;
  });
  return { values: Object.fromEntries(state) };
}

function sent(command: string, values: Readonly<Record<string, string>>, hidden: object, rank: number) {
  return {
    type: 'view_submission',
    view: {
      id: `V${rank}`,
      type: 'modal',
      callback_id: `form:${command}`,
      private_metadata: json({ hidden, responseUrl: null }),
      title: { type: 'plain_text', text: 'Jalon' },
      submit: { type: 'plain_text', text: 'Valider' },
      blocks: Object.keys(values).map((name) => ({
        type: 'input',
        block_id: `field:${name}`,
        label: { type: 'plain_text', text: name },
        element: { type: 'plain_text_input', action_id: 'value' },
      })),
      state: typed(values),
    },
  };
}

/** Buttons, forms, choices, shortcuts: JSON in the one field of a form. */
export const slackInteractions: readonly Genuine[] = [
  interaction('a button that records', ['phase-end-proposed'], (rank, to) =>
    pressed('run:etape retard:0', delay(rank), rank, to),
  ),
  interaction('a button that opens a form', [], (rank, to) =>
    pressed('form:etape terminer:1', { commune: 'choisy-le-roi' }, rank, to),
  ),
  interaction('a link', [], (rank, to) => pressed('link:0', {}, rank, to)),
  interaction('a button of the Home page', ['phase-end-proposed'], (rank, to) => ({
    ...pressed('run:etape retard:0', delay(rank), rank, to),
    container: { type: 'view', view_id: `VHOME${amina}` },
    view: { id: `VHOME${amina}`, type: 'home', hash: `hash-${rank}` },
  })),
  interaction('a form with free text', ['phase-end-proposed'], (rank) => {
    const { confirme, ...values } = delay(rank);
    return sent('etape retard', values, { confirme }, rank);
  }),
  interaction('a form of choices', ['preferences-set'], (rank) =>
    sent('preferences', preferences(rank), {}, rank),
  ),
  interaction('a form with files', ['preferences-set'], (rank, { slackFile }) => {
    const { view, ...form } = sent(DEPOSIT, { motif: `Motif ${rank}` }, {}, rank);
    const piece = { value: { type: 'file_input', files: [slackFile] } };
    const state = { values: { ...view.state.values, 'field:piece': piece } };
    return { ...form, view: { ...view, state } };
  }),
  interaction('a form that is closed', [], (rank) => ({
    ...sent('preferences', preferences(rank), {}, rank),
    type: 'view_closed',
    is_cleared: false,
  })),
  interaction('a form that is typed in', [], (rank) => {
    const { type: _sent, ...form } = sent('incident', { faits: `Panne ${rank}` }, {}, rank);
    return {
      ...form,
      type: 'block_actions',
      container: { type: 'view', view_id: `V${rank}` },
      actions: [{ type: 'plain_text_input', action_id: 'value', block_id: 'field:faits', value: 'Panne' }],
    };
  }),
  interaction('an action on a message', [], (rank, { responseUrl }) => ({
    type: 'message_action',
    callback_id: 'signaler-incident',
    message_ts: `1700.${rank}`,
    response_url: responseUrl,
    channel: { id: 'C0PUBLIC', name: 'general' },
    message: { type: 'message', user: amina, ts: `1700.${rank}`, text: `*Panne* vue par <@${amina}>` },
  })),
  interaction('a call for choices', [], (rank) => ({
    type: 'block_suggestion',
    action_id: 'value',
    block_id: 'field:commune',
    value: 'choi',
    container: { type: 'view', view_id: `V${rank}` },
  })),
  interaction('a shortcut', [], () => ({ type: 'shortcut', callback_id: 'aide', action_ts: '1.1' })),
  interaction('a shortcut of a message', [], (_rank, { responseUrl }) => ({
    type: 'message_action',
    callback_id: 'aide',
    message_ts: '1700.1',
    response_url: responseUrl,
    channel: { id: 'C0PUBLIC' },
    message: { type: 'message', user: amina, text: 'bonjour' },
  })),
];

function event(
  name: string,
  more: Readonly<Record<string, unknown>> | ((addresses: Addresses) => Readonly<Record<string, unknown>>),
  records: readonly string[] = [],
): Genuine {
  return {
    name,
    records,
    payload: (rank, addresses) => ({
      type: 'event_callback',
      team_id: addresses.team,
      api_app_id: 'A1',
      event_id: `Ev${rank}`,
      event_time: 1_769_500_000,
      authorizations: [
        { team_id: addresses.team, user_id: 'UBOT', is_bot: true, is_enterprise_install: false },
      ],
      event: {
        user: amina,
        ts: `1700.${rank}`,
        event_ts: `1700.${rank}`,
        ...(typeof more === 'function' ? more(addresses) : more),
      },
    }),
  };
}

/** Events, as JSON. */
export const slackEvents: readonly Genuine[] = [
  event('a direct message', {
    type: 'message',
    channel_type: 'im',
    channel: 'D0DIRECT',
    text: 'calendrier',
    blocks: [{ type: 'rich_text', elements: [] }],
  }),
  event('a direct message with a file', ({ slackFile }) => ({
    type: 'message',
    subtype: 'file_share',
    channel_type: 'im',
    channel: 'D0DIRECT',
    text: '',
    files: [slackFile, { id: 'F9', mode: 'tombstone' }],
  })),
  event('a mention', { type: 'app_mention', channel: 'C0PUBLIC', text: '<@UBOT> calendrier' }),
  event('the messages opened', { type: 'app_home_opened', tab: 'messages', channel: 'D0DIRECT' }),
  event('the Home page opened', { type: 'app_home_opened', tab: 'home', channel: 'D0DIRECT' }),
  event(
    'a profile changed',
    { type: 'user_change', user: { id: amina, deleted: false, profile: { email: people.amina.email } } },
    ['account-lost'],
  ),
  event('tokens revoked', { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } }),
  {
    name: 'the check of the address',
    records: [],
    payload: (rank) => ({ type: 'url_verification', token: 't', challenge: `challenge-${rank}` }),
  },
];

function activity(
  name: string,
  type: string,
  records: readonly string[],
  more: (rank: number, addresses: Addresses) => Readonly<Record<string, unknown>>,
): Genuine {
  return {
    name,
    records,
    payload: (rank, addresses) => {
      const { appId, tenantId, serviceUrl } = addresses;
      return {
        type,
        id: `activity-${rank}`,
        timestamp: '2026-01-27T09:00:00.000Z',
        channelId: 'msteams',
        serviceUrl,
        from: { id: amina, aadObjectId: `aad-${amina}`, name: people.amina.name },
        recipient: { id: `28:${appId}`, name: 'Jalon' },
        conversation: { id: `personal-${amina}`, conversationType: 'personal', tenantId },
        channelData: { tenant: { id: tenantId } },
        entities: [{ type: 'clientInfo', locale: 'fr-FR', platform: 'Web' }],
        locale: 'fr-FR',
        ...more(rank, addresses),
      };
    },
  };
}

const proposed = ['phase-end-proposed'];

/** Activities of every type that Teams sends to a bot. */
export const teamsActivities: readonly Genuine[] = [
  activity('a message', 'message', [], () => ({ text: 'calendrier', textFormat: 'plain', attachments: [] })),
  activity('a message with a file', 'message', [], (_rank, { teamsFile }) => ({ attachments: teamsFile })),
  activity('a message with an image', 'message', ['preferences-set'], (rank, { teamsImage }) => ({
    text: `${DEPOSIT} Motif ${rank}`,
    attachments: teamsImage,
  })),
  activity('a mention in a team', 'message', [], (_rank, { appId, tenantId }) => ({
    text: '<at>Jalon</at> calendrier',
    conversation: { id: '19:team@thread.tacv2', conversationType: 'channel', isGroup: true, tenantId },
    entities: [{ type: 'mention', text: '<at>Jalon</at>', mentioned: { id: `28:${appId}`, name: 'Jalon' } }],
  })),
  activity('a button of an older host', 'message', proposed, (rank) => ({
    replyToId: `message-${rank}`,
    value: { verb: 'run', command: 'etape retard', values: delay(rank) },
  })),
  activity('a button', 'invoke', proposed, (rank) => ({
    name: 'adaptiveCard/action',
    replyToId: `message-${rank}`,
    value: {
      action: {
        type: 'Action.Execute',
        verb: 'run',
        title: 'Transmettre',
        data: { command: 'etape retard', values: delay(rank) },
      },
      trigger: 'manual',
    },
  })),
  activity('a dialog that is opened', 'invoke', [], () => ({
    name: 'task/fetch',
    value: {
      data: { command: 'etape terminer', values: {}, verb: 'form', msteams: { type: 'task/fetch' } },
      context: { theme: 'default' },
    },
  })),
  activity('a dialog that is sent', 'invoke', proposed, (rank) => {
    const { confirme, ...inputs } = delay(rank);
    const data = { command: 'etape retard', values: { confirme }, verb: 'submit', opening: `o${rank}` };
    return { name: 'task/submit', value: { data: { ...data, ...inputs }, context: { theme: 'default' } } };
  }),
  activity('a form of the conversation', 'invoke', ['preferences-set'], (rank) => ({
    name: 'adaptiveCard/action',
    replyToId: `message-${rank}`,
    value: {
      action: {
        type: 'Action.Execute',
        verb: 'submit',
        data: { command: 'preferences', values: {}, opening: `o${rank}`, ...preferences(rank) },
      },
    },
  })),
  activity('an action on a message', 'invoke', [], (rank) => ({
    name: 'composeExtension/fetchTask',
    value: {
      commandId: 'signaler-incident',
      commandContext: 'message',
      messagePayload: {
        id: `${rank}`,
        linkToMessage: `https://teams.microsoft.com/l/message/19:x/${rank}`,
        body: { contentType: 'html', content: '<p>Panne <at id="0">Paul</at></p>' },
      },
    },
  })),
  activity('the dialog of an action on a message, sent', 'invoke', proposed, (rank) => {
    const { confirme, ...inputs } = delay(rank);
    const data = { command: 'etape retard', values: { confirme }, verb: 'submit', opening: `m${rank}` };
    return {
      name: 'composeExtension/submitAction',
      value: { commandId: 'signaler-incident', commandContext: 'message', data: { ...data, ...inputs } },
    };
  }),
  activity('an invoke of another app', 'invoke', [], () => ({
    name: 'composeExtension/query',
    value: { commandId: 'search', parameters: [{ name: 'q', value: 'x' }] },
  })),
  activity('an installation', 'installationUpdate', [], () => ({ action: 'add' })),
  activity('a removal', 'installationUpdate', ['account-lost'], () => ({ action: 'remove' })),
  activity('a member more', 'conversationUpdate', [], (_rank, { appId }) => ({
    membersAdded: [{ id: `28:${appId}` }],
  })),
  activity('a member less', 'conversationUpdate', ['account-lost'], (_rank, { appId }) => ({
    membersRemoved: [{ id: `28:${appId}` }],
  })),
  activity('a reaction', 'messageReaction', [], () => ({
    reactionsAdded: [{ type: 'like' }],
    replyToId: 'message-1',
  })),
  activity('an edited message', 'messageUpdate', [], () => ({ text: 'calendrier' })),
  activity('typing', 'typing', [], () => ({})),
  activity('an event', 'event', [], () => ({ name: 'application/vnd.microsoft.meetingStart', value: {} })),
];
