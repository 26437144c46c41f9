import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseBody } from '../../src/platform/slack/parse.ts';
import { readObject } from '../../src/platform/slack/payload.ts';
import { readProfile } from '../../src/platform/slack/profile.ts';
import { isSlackResponseUrl } from '../../src/platform/slack/response-url.ts';
import { PayloadError } from '../../src/usecases/errors.ts';

const command = {
  command: '/jalon',
  text: 'referent voir choisy',
  team_id: 'T1',
  user_id: 'U1',
  channel_id: 'C1',
  trigger_id: '1.2.abc',
  response_url: 'https://hooks.slack.com/commands/1',
};

const press = {
  type: 'block_actions',
  team: { id: 'T1' },
  user: { id: 'U1', team_id: 'T1' },
  channel: { id: 'D1' },
  container: { type: 'message', message_ts: '17.1', channel_id: 'D1' },
  trigger_id: '1.2.abc',
  response_url: 'https://hooks.slack.com/actions/1',
  actions: [
    {
      type: 'button',
      action_id: 'run:demande confirmer:0',
      block_id: 'b1',
      value: '{"id":"D-1"}',
      action_ts: '1',
    },
  ],
};

const submission = {
  type: 'view_submission',
  team: { id: 'T1' },
  user: { id: 'U1' },
  view: {
    id: 'V1',
    callback_id: 'form:referent changer',
    private_metadata: '{"hidden":{"commune":"choisy"},"responseUrl":null}',
    state: {
      values: {
        'field:nom': { value: { type: 'plain_text_input', value: 'Anne <b>' } },
        'field:le': { value: { type: 'datepicker', selected_date: '2026-07-15' } },
        'field:piece': { value: { type: 'static_select', selected_option: { value: 'a' } } },
        'field:motif': { value: { type: 'plain_text_input', value: null } },
        other: { value: { type: 'plain_text_input', value: 'x' } },
      },
    },
  },
};

function event(change: object, more: object = {}) {
  return {
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    authorizations: [{ user_id: 'UBOT' }],
    event: {
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U1',
      text: 'aide',
      ts: '1',
      ...change,
    },
    ...more,
  };
}

describe('what Slack sends', () => {
  it('a slash command is a line of text, its key the trigger', () => {
    expect(parseBody(command)).toMatchObject({
      kind: 'command',
      team: 'T1',
      user: 'U1',
      key: 'slack:T1:1.2.abc',
      ask: { kind: 'text', text: 'referent voir choisy' },
    });
    expect(parseBody({ ...command, text: undefined })).toMatchObject({ ask: { kind: 'text', text: '' } });
  });

  it('a button runs its command with its values, or opens its form', () => {
    expect(parseBody(press)).toMatchObject({
      kind: 'press',
      ask: { kind: 'run', command: 'demande confirmer', values: { id: 'D-1' } },
    });
    const actions = [{ ...press.actions[0], action_id: 'form:etape retard:12', value: undefined }];
    expect(parseBody({ ...press, actions })).toMatchObject({
      ask: { kind: 'form', command: 'etape retard', values: {} },
    });
  });

  it('a double click on one button is one act; another button, message, person or version is another', () => {
    const keyOf = (change: object) => {
      const act = parseBody({ ...press, ...change });
      return act.kind === 'press' ? act.key : null;
    };
    const action = press.actions[0];
    const key = keyOf({});
    expect(keyOf({ trigger_id: '9.9', actions: [{ ...action, action_ts: '2' }] })).toBe(key);
    const others = [
      { actions: [{ ...action, action_id: 'run:demande confirmer:1' }] },
      { actions: [{ ...action, value: '{"id":"D-2"}' }] },
      { actions: [{ ...action, block_id: 'b2' }] },
      { container: { ...press.container, message_ts: '17.2' } },
      { container: { type: 'view', view_id: 'V1' } },
      { user: { id: 'U2' } },
      { team: { id: 'T2' } },
    ].map(keyOf);
    expect(new Set([key, ...others]).size).toBe(8);
  });

  it('a button that the bot does not know asks for help, a link asks for nothing', () => {
    const withId = (action_id: string) =>
      parseBody({ ...press, actions: [{ ...press.actions[0], action_id }] });
    expect(withId('old_button')).toMatchObject({ kind: 'press', ask: { kind: 'text', text: 'aide' } });
    expect(withId('link:2')).toEqual({ kind: 'ignored' });
  });

  it('a filled-in form is its visible values and what it carries, what it carries winning', () => {
    expect(parseBody(submission)).toMatchObject({
      kind: 'submission',
      viewId: 'V1',
      context: { hidden: { commune: 'choisy' }, responseUrl: null },
      ask: {
        kind: 'submit',
        command: 'referent changer',
        values: { nom: 'Anne <b>', le: '2026-07-15', piece: 'a', commune: 'choisy' },
      },
    });
    const act = parseBody(submission);
    expect(
      act.kind === 'submission' && act.ask.kind === 'submit' ? Object.keys(act.ask.values) : [],
    ).not.toContain('motif');
  });

  it('the same modal sent twice is one act; its next step is another', () => {
    const keyOf = (view: object) => {
      const act = parseBody({ ...submission, view: { ...submission.view, ...view } });
      return act.kind === 'submission' ? act.key : null;
    };
    expect(keyOf({ hash: '2' })).toBe(keyOf({ hash: '1' }));
    expect(keyOf({ private_metadata: '{"hidden":{"confirme":"oui"},"responseUrl":null}' })).not.toBe(
      keyOf({}),
    );
    expect(keyOf({})).toMatch(/^slack:T1:V1:/);
  });

  it('a direct message is a line of text, its key the event', () => {
    expect(parseBody(event({ text: 'jalon referent <mailto:a@b.fr|a@b.fr>', thread_ts: '16.1' }))).toEqual({
      kind: 'message',
      team: 'T1',
      enterprise: null,
      user: 'U1',
      key: 'slack:T1:Ev1',
      ask: { kind: 'text', text: 'jalon referent a@b.fr' },
      files: [],
      channel: 'D1',
      threadTs: '16.1',
    });
  });

  it('a mention loses the mention', () => {
    const mention = event({
      type: 'app_mention',
      channel_type: undefined,
      channel: 'C1',
      text: '<@UBOT> aide',
    });
    expect(parseBody(mention)).toMatchObject({ kind: 'mention', ask: { kind: 'text', text: 'aide' } });
  });

  it('the bot never answers itself, other bots, edits, removals or channels', () => {
    const silent = [
      event({ bot_id: 'B1' }),
      event({ user: 'UBOT' }),
      event({ subtype: 'message_changed' }),
      event({ subtype: 'message_deleted' }),
      event({ subtype: 'bot_message', user: undefined }),
      event({ hidden: true }),
      event({ channel_type: 'channel', channel: 'C1' }),
      event({ type: 'app_home_opened', tab: 'nouveau' }),
      event({ type: 'tokens_revoked', tokens: { oauth: ['U1'] } }),
      event({ type: 'reaction_added' }),
    ];
    for (const body of silent) expect(parseBody(body)).toEqual({ kind: 'ignored' });
    expect(parseBody(event({ subtype: 'file_share' }))).toMatchObject({ kind: 'message' });
  });

  it('opening the conversation is told from opening the home', () => {
    expect(parseBody(event({ type: 'app_home_opened', tab: 'messages' }))).toMatchObject({
      kind: 'opened',
      channel: 'D1',
    });
    expect(parseBody(event({ type: 'app_home_opened', tab: 'home' }))).toMatchObject({ kind: 'home' });
  });

  it('somebody who leaves is told from somebody who changes', () => {
    const changed = (user: object) => parseBody(event({ type: 'user_change', user }));
    expect(changed({ id: 'U2', deleted: true })).toMatchObject({
      kind: 'changed',
      user: 'U2',
      hasLeft: true,
    });
    expect(changed({ id: 'U2' })).toMatchObject({ user: 'U2', hasLeft: false });
  });

  it('the app is removed with its token, from a workspace or from a whole organisation', () => {
    const more = { enterprise_id: 'E1', event_time: 1_700_000_000 };
    expect(parseBody(event({ type: 'app_uninstalled' }, more))).toEqual({
      kind: 'removed',
      key: 'slack:T1:Ev1',
      team: 'T1',
      enterprise: 'E1',
      isOrgWide: false,
      atSeconds: 1_700_000_000,
    });
    const revoked = { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } };
    const orgWide = { authorizations: [{ enterprise_id: 'E1', is_enterprise_install: true }] };
    expect(parseBody(event(revoked, orgWide))).toMatchObject({
      enterprise: 'E1',
      isOrgWide: true,
      atSeconds: 0,
    });
  });

  it('an organisation is read wherever Slack names it', () => {
    const enterprise = 'E1';
    expect(parseBody({ ...command, enterprise_id: enterprise })).toMatchObject({ enterprise });
    expect(parseBody({ ...press, enterprise: { id: enterprise } })).toMatchObject({ enterprise });
    expect(parseBody({ ...press, team: { id: 'T1', enterprise_id: enterprise } })).toMatchObject({
      enterprise,
    });
    expect(parseBody({ ...press, team: null })).toMatchObject({ team: 'T1', enterprise: null });
  });

  it('a button of the Home page is told by the version of the page', () => {
    const onHome = (hash?: string) =>
      parseBody({
        ...press,
        channel: undefined,
        container: { type: 'view', view_id: 'VH' },
        view: { type: 'home', hash },
      });
    expect(onHome('h1')).toMatchObject({ isHome: true, channel: null });
    const keys = [onHome('h1'), onHome('h2'), onHome()].map((act) => 'key' in act && act.key);
    expect(new Set(keys).size).toBe(3);
  });

  it('a shortcut asks for help', () => {
    for (const type of ['shortcut', 'message_action']) {
      const user = { id: 'U1' };
      const act = parseBody({ type, callback_id: 'x', team: { id: 'T1' }, user, trigger_id: '1.2' });
      expect(act).toMatchObject({ kind: 'shortcut', key: 'slack:T1:1.2', ask: { text: 'aide' } });
    }
  });

  it('an action on a message carries its text, its place and its thread', () => {
    const user = { id: 'U1' };
    const chosen = {
      type: 'message_action',
      callback_id: 'signaler-incident',
      team: { id: 'T1' },
      user,
      trigger_id: '1.2',
      channel: { id: 'C1' },
      message_ts: '17.1',
      message: { text: '*Panne*', ts: '17.1', thread_ts: '17.0' },
    };
    expect(parseBody(chosen)).toEqual({
      kind: 'message-action',
      team: 'T1',
      enterprise: null,
      user: 'U1',
      key: 'slack:T1:1.2',
      action: 'signaler-incident',
      channel: 'C1',
      ts: '17.1',
      threadTs: '17.0',
      message: { delivered: '*Panne*', isBots: false },
      triggerId: '1.2',
      responseUrl: null,
    });
    const alone = { attachments: [{ fallback: 'Alerte' }, {}, { fallback: 'web-1' }], bot_id: 'B1' };
    expect(parseBody({ ...chosen, message: alone })).toMatchObject({
      ts: '17.1',
      threadTs: '17.1',
      message: { delivered: 'Alerte\nweb-1', isBots: true },
    });
    expect(parseBody({ ...chosen, type: 'shortcut' })).toMatchObject({ kind: 'shortcut' });
    for (const missing of ['channel', 'message', 'trigger_id', 'callback_id'])
      expect(() => parseBody({ ...chosen, [missing]: undefined })).toThrow(PayloadError);
  });

  it('what is typed, and what is closed, is read as what is sent', () => {
    const { view, ...who } = submission;
    const typing = { ...who, type: 'block_actions', actions: [{ action_id: 'value' }] };
    const unsent = { kind: 'unsent', viewId: view.id, isClosed: false };
    const read = parseBody({ ...typing, view });
    expect(read).toMatchObject(unsent);
    const values = parseBody(submission);
    expect(read).toMatchObject({
      values: 'ask' in values && values.ask.kind === 'submit' ? values.ask.values : {},
    });
    const empty = { ...view, state: { values: {} } };
    expect(parseBody({ ...who, type: 'view_closed', view: empty })).toMatchObject({
      ...unsent,
      isClosed: true,
      values: null,
    });
    expect(parseBody({ ...typing, view: { ...view, callback_id: 'autre' } })).toEqual({ kind: 'ignored' });
    expect(parseBody(typing)).toEqual({ kind: 'ignored' });
  });

  it('kinds of payload that the app has no use for are ignored', () => {
    for (const type of ['block_suggestion', 'view_closed', 'nouveau']) {
      expect(parseBody({ type })).toEqual({ kind: 'ignored' });
    }
    expect(parseBody({ ...press, actions: [] })).toEqual({ kind: 'ignored' });
    expect(parseBody({ ...submission, view: { id: 'V1' } })).toEqual({ kind: 'ignored' });
  });

  it('anything else is refused as a payload, never half read', () => {
    const faulty: unknown[] = [
      null,
      [],
      'x',
      7,
      {},
      { type: 3 },
      { command: 3 },
      { ...command, trigger_id: undefined },
      { ...press, user: null },
      { ...press, actions: [null] },
      { ...press, actions: [{ ...press.actions[0], value: '[]' }] },
      { ...press, actions: [{ ...press.actions[0], value: '{"id":3}' }] },
      { ...press, actions: [{ ...press.actions[0], value: '{' }] },
      { ...submission, view: null },
      { ...submission, view: { ...submission.view, private_metadata: '' } },
      { ...submission, view: { ...submission.view, private_metadata: '{"hidden":{"a":1}}' } },
      { ...event({}), event: null },
      { ...event({}), event_id: undefined },
    ];
    for (const body of faulty) expect(() => parseBody(body)).toThrow(PayloadError);
  });

  it('whatever comes is read, ignored or refused: nothing else is ever thrown', () => {
    const seeds = [command, press, submission, event({})];
    const body = fc
      .tuple(fc.constantFrom(...seeds), fc.object(), fc.object({ maxDepth: 3 }))
      .map(([seed, top, deep]) => ({
        ...seed,
        ...top,
        ...(Object.keys(deep).length % 2 === 0 ? { view: deep, event: deep, container: deep } : {}),
      }));
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (value) => {
        try {
          expect(parseBody(value).kind).toEqual(expect.any(String));
        } catch (error) {
          expect(error).toBeInstanceOf(PayloadError);
        }
      }),
    );
  });

  it('a value named as a property of objects stays a value', () => {
    const value = '{"__proto__":"x","constructor":"y"}';
    const act = parseBody({ ...press, actions: [{ ...press.actions[0], value }] });
    expect(act.kind === 'press' && act.ask.kind === 'run' ? Object.keys(act.ask.values) : []).toEqual([
      '__proto__',
      'constructor',
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('whom Slack vouches for', () => {
  const person = { id: 'U1', team_id: 'T1', profile: { email: 'anne@ville.fr', real_name: 'Anne' } };
  const emailOf = (change: object) => readProfile(readObject({ ...person, ...change }), 'T1').email;

  it('a member with a confirmed address', () => {
    expect(readProfile(readObject(person), 'T1')).toEqual({
      email: 'anne@ville.fr',
      name: 'Anne',
      isActive: true,
    });
    expect(emailOf({ is_email_confirmed: true })).toBe('anne@ville.fr');
    expect(emailOf({ team_id: 'T9', enterprise_user: { teams: ['T1'] } })).toBe('anne@ville.fr');
  });

  it('a guest of the workspace too, once Slack says that they have confirmed their address', () => {
    for (const guest of [{ is_restricted: true }, { is_restricted: true, is_ultra_restricted: true }]) {
      expect(emailOf({ ...guest, is_email_confirmed: true })).toBe('anne@ville.fr');
      expect(emailOf({ ...guest, is_email_confirmed: false })).toBeNull();
      expect(emailOf(guest)).toBeNull();
    }
  });

  it('not a leaver, a bot, somebody of another organisation, or an address not confirmed', () => {
    const changes = [
      { deleted: true },
      { is_bot: true },
      { is_stranger: true },
      { team_id: 'T9' },
      { team_id: 'T9', enterprise_user: { teams: ['T8'] } },
      { is_email_confirmed: false },
      { profile: { real_name: 'Anne' } },
    ];
    for (const change of changes) expect(emailOf(change)).toBeNull();
    expect(readProfile(readObject({ ...person, deleted: true }), 'T1').isActive).toBe(false);
  });
});

describe('where answers may go', () => {
  it("is Slack's own host for answers, or the loopback API of a test", () => {
    const slack = 'https://slack.com/api/';
    expect(isSlackResponseUrl('https://hooks.slack.com/commands/T1/2/3', slack)).toBe(true);
    for (const url of [
      'http://hooks.slack.com/x',
      'https://hooks.slack.com.evil.fr/x',
      'https://evil.fr/hooks.slack.com',
      'https://hooks.slack.com:8443/x',
      'https://a@hooks.slack.com/x',
      'http://127.0.0.1/x',
      'file:///etc/passwd',
      'nothing',
    ]) {
      expect(isSlackResponseUrl(url, slack)).toBe(false);
    }
    expect(isSlackResponseUrl('http://127.0.0.1:9/response/1', 'http://127.0.0.1:9/api/')).toBe(true);
    expect(isSlackResponseUrl('http://127.0.0.1:10/response/1', 'http://127.0.0.1:9/api/')).toBe(false);
    expect(isSlackResponseUrl('https://hooks.slack.com/x', 'http://127.0.0.1:9/api/')).toBe(false);
  });
});
