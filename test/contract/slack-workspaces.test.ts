import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createInstallations } from '../../src/platform/slack/installations.ts';
import { createSealer } from '../../src/platform/web/seal.ts';
import { ConfigError, StoreError } from '../../src/usecases/errors.ts';
import { SlackClient } from '../e2e/clients/slack.ts';
import type { SlackStandIn } from '../e2e/stand-ins/slack.ts';
import { type SlackFixture, secret, startSlack } from '../support/slack.ts';

const sealer = createSealer(['a secret that only the tests know']);

let fixture: SlackFixture;
let vault: Map<string, string>;
let isVaultDown: boolean;
/** Set to make the vault wait. */
let slowVault: Promise<void> | null;

function kept(): Map<string, string> {
  if (isVaultDown) throw new StoreError('the records are down');
  return vault;
}

const memory = {
  get: async (name: string) => {
    await slowVault;
    return kept().get(name) ?? null;
  },
  put: async (name: string, sealed: string) => {
    kept().set(name, sealed);
  },
  remove: async (name: string) => {
    kept().delete(name);
  },
};

function startSeveral(
  admitted: ReadonlySet<string> | null = null,
  publicUrl: string | null = 'https://jalon.example',
): Promise<SlackFixture> {
  return startSlack(() => ({
    botToken: null,
    installs: {
      clientId: 'a-client',
      clientSecret: 'a-client-secret',
      publicUrl,
      admitted,
      vault: memory,
      sealer,
    },
  }));
}

function clientOf(team: string): SlackClient {
  return new SlackClient({ url: fixture.url, signingSecret: secret, team });
}

interface Begun {
  readonly state: string;
  readonly cookie: string;
  readonly setCookie: string;
  readonly page: string;
}

/** Opens the page of the installation, as a browser does. */
async function begin(): Promise<Begun> {
  const response = await fetch(`${fixture.url}/slack/install`);
  const page = await response.text();
  const [setCookie = ''] = response.headers.getSetCookie();
  const link = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const state = new URL(link).searchParams.get('state') ?? '';
  return { state, cookie: setCookie.split(';')[0] ?? '', setCookie, page };
}

async function come(query: Readonly<Record<string, string>>, cookie?: string) {
  const url = `${fixture.url}/slack/oauth_redirect?${new URLSearchParams(query)}`;
  const response = await fetch(url, { headers: cookie === undefined ? {} : { cookie }, redirect: 'manual' });
  return { status: response.status, page: await response.text(), headers: response.headers };
}

async function install(team: string) {
  const { state, cookie } = await begin();
  return come({ code: team, state }, cookie);
}

beforeEach(async () => {
  vault = new Map();
  isVaultDown = false;
  slowVault = null;
  fixture = await startSeveral();
});

afterEach(() => fixture.close());

describe('installing the app in a workspace', () => {
  it('asks Slack for the manifest’s scopes, with a state bound to the browser', async () => {
    const { setCookie, page, state } = await begin();
    const link = new URL(/href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '');
    expect(page).toContain('<html lang="fr">');
    expect(link.pathname).toBe('/oauth/v2/authorize');
    expect(link.searchParams.get('scope')?.split(',')).toEqual(
      expect.arrayContaining(['chat:write', 'users:read.email']),
    );
    expect(link.searchParams.get('redirect_uri')).toBe('https://jalon.example/slack/oauth_redirect');
    expect(setCookie.split('; ')).toEqual([
      `__Host-jalon-slack=${state}`,
      'Secure',
      'HttpOnly',
      'Path=/',
      'Max-Age=600',
      'SameSite=Lax',
    ]);
  });

  it('keeps its token sealed, and says so on a page that shows the workspace’s name as it is', async () => {
    const { status, page, headers } = await install('T2');
    expect(status).toBe(200);
    expect(page).toContain('Ville &lt;T2&gt;');
    expect(headers.getSetCookie()[0]).toContain('SameSite=Lax');
    expect(headers.get('cache-control')).toBe('no-store');
    expect([...vault.keys()].toSorted()).toEqual(['slack-installation:T2', 'slack-installations']);
    expect([...vault.values()].join()).not.toContain('xoxb');
    const [access] = fixture.standIn.callsOf('oauth.v2.access');
    expect(access?.args['redirect_uri']).toBe('https://jalon.example/slack/oauth_redirect');
  });

  it('cancelled, forged, of another browser, too old or unknown to Slack is refused on a page, without internals', async () => {
    const begun = await begin();
    const other = await begin();
    const attempts = [
      await come({ error: 'access_denied', state: begun.state }, begun.cookie),
      await come({ code: 'T2', state: 'forged' }, '__Host-jalon-slack=forged'),
      await come({ code: 'T2', state: begun.state }, other.cookie),
      await come({ code: 'T2', state: begun.state }),
      await come({ code: 'T2' }, begun.cookie),
      await come({ state: begun.state }, begun.cookie),
      await come({ code: 'inconnu', state: begun.state }, begun.cookie),
    ];
    fixture.now = '2026-03-12T09:53:00Z';
    attempts.push(await come({ code: 'T2', state: begun.state }, begun.cookie));
    for (const { status, page } of attempts) {
      expect(status).toBe(400);
      expect(page).toContain('Rien n&#39;a été enregistré');
      expect(page).not.toMatch(/slack_|Error|node_modules|secret/);
    }
    expect(vault.size).toBe(0);
  });

  it('is unavailable, and says so, when Slack or the records fail', async () => {
    const begun = await begin();
    fixture.standIn.fail('oauth.v2.access', { kind: 'status', status: 503 });
    const first = await come({ code: 'T2', state: begun.state }, begun.cookie);
    isVaultDown = true;
    const second = await come({ code: 'T2', state: begun.state }, begun.cookie);
    for (const { status, page } of [first, second]) {
      expect(status).toBe(503);
      expect(page).toContain('momentanément indisponible');
    }
    expect(fixture.log.join('\n')).not.toMatch(/xoxb|a-client-secret/);
  });

  it('is refused to a workspace that is not admitted, where some are named', async () => {
    await fixture.close();
    fixture = await startSeveral(new Set(['T2']));
    expect((await install('T2')).status).toBe(200);
    const { status, page } = await install('T3');
    expect(status).toBe(403);
    expect(page).toContain('pas de ceux que la Métropole');
    expect([...vault.keys()]).not.toContain('slack-installation:T3');
  });

  it('that is refused is undone at Slack, its token revoked where the app cannot take itself out', async () => {
    await fixture.close();
    fixture = await startSeveral(new Set(['T2']));
    const { standIn, log } = fixture;
    await install('T3');
    const [uninstall] = standIn.callsOf('apps.uninstall');
    expect(uninstall).toMatchObject({
      token: 'xoxb-T3-token',
      args: { client_id: 'a-client', client_secret: 'a-client-secret' },
    });
    expect(standIn.callsOf('auth.revoke')).toEqual([]);
    standIn.fail('apps.uninstall', { kind: 'error', code: 'is_bot' }, 2);
    await install('T3');
    expect(standIn.callsOf('auth.revoke').map(({ token }) => token)).toEqual(['xoxb-T3-token']);
    standIn.fail('auth.revoke', { kind: 'status', status: 503 });
    const { status, page } = await install('T3');
    expect([status, page.includes('pas de ceux que la Métropole')]).toEqual([403, true]);
    expect(log.filter((line) => line.includes('install-not-undone'))).toEqual([
      'warn slack.install-not-undone {"workspace":"T3","error":"auth.revoke: HTTP 503"}',
    ]);
    await install('T2');
    expect(standIn.callsOf('apps.uninstall')).toHaveLength(3);
  });

  it('has pages with nothing but their own style, which the browser knows by its hash', async () => {
    const pages = [
      await fetch(`${fixture.url}/slack/install`),
      await fetch(`${fixture.url}/slack/oauth_redirect?error=access_denied`),
    ];
    for (const response of pages) {
      const style = /<style>(.*)<\/style>/su.exec(await response.text())?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(style).toContain('max-width');
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
    }
  });

  it('is begun again where people reach Jalon, below a path too', async () => {
    await fixture.close();
    fixture = await startSeveral(null, 'https://mgp.example/jalon');
    const { page } = await come({ error: 'access_denied' });
    expect(page).toContain('href="https://mgp.example/jalon/slack/install"');
    fixture.standIn.fail('oauth.v2.access', { kind: 'status', status: 503 });
    expect((await install('T2')).page).toContain('href="https://mgp.example/jalon/slack/install"');
  });

  it('leaves the address to come back to to Slack’s settings, where none is known', async () => {
    await fixture.close();
    fixture = await startSeveral(null, null);
    expect((await begin()).page).not.toContain('redirect_uri');
    expect((await install('T2')).status).toBe(200);
    expect(fixture.standIn.callsOf('oauth.v2.access')[0]?.args).not.toHaveProperty('redirect_uri');
  });

  it('takes looks only', async () => {
    for (const path of ['/slack/install', '/slack/oauth_redirect']) {
      const response = await fetch(`${fixture.url}${path}`, { method: 'POST', body: 'x' });
      expect(response.status).toBe(405);
    }
  });
});

describe('several workspaces', () => {
  it('are each answered with their own token, and found by address', async () => {
    const { standIn, slack } = fixture;
    await install('T2');
    await install('T3');
    for (const team of ['T2', 'T3']) {
      expect((await clientOf(team).slash('U1', 'aide')).body).toContain('enregistré');
    }
    expect(standIn.callsOf('users.info').map(({ token }) => token)).toEqual([
      'xoxb-T2-token',
      'xoxb-T3-token',
    ]);
    expect(fixture.requests.map(({ visitor }) => visitor.accountId)).toEqual(['T2/U1', 'T3/U1']);
    await fixture.send('T3/U1');
    expect(standIn.callsOf('chat.postMessage')[0]?.token).toBe('xoxb-T3-token');
    expect((await slack.messenger.findByEmail('Anne@ville.fr'))?.id).toMatch(/^T[23]\/U1$/);
  });

  it('that have not installed the app are refused, and nobody is reached there', async () => {
    expect(await clientOf('T4').slash('U1', 'aide')).toMatchObject({
      status: 403,
      json: { error: 'forbidden' },
    });
    expect((await clientOf('../T4').slash('U1', 'aide')).status).toBe(403);
    await expect(fixture.send('T4/U1')).rejects.toMatchObject({ isAddressLost: true, retryable: false });
    expect(fixture.requests).toEqual([]);
  });

  it('that are named no more vouch for nobody, and nothing is said with their token', async () => {
    await fixture.close();
    fixture = await startSeveral(new Set(['T2', 'T3']));
    await install('T2');
    await install('T3');
    await fixture.close();
    fixture = await startSeveral(new Set(['T3']));
    const { standIn, slack, requests } = fixture;
    expect((await clientOf('T2').slash('U1', 'aide')).status).toBe(403);
    expect((await clientOf('T2').message('U1', 'aide')).status).toBe(200);
    await expect(fixture.send('T2/U1')).rejects.toMatchObject({ isAddressLost: true });
    expect((await slack.messenger.findByEmail('anne@ville.fr'))?.id).toBe('T3/U1');
    expect((await clientOf('T3').slash('U1', 'aide')).body).toContain('enregistré');
    expect(requests.map(({ visitor }) => visitor.accountId)).toEqual(['T3/U1']);
    expect(standIn.calls.filter(({ token }) => token === 'xoxb-T2-token')).toEqual([]);
    expect(vault.has('slack-installation:T2')).toBe(true);
    await clientOf('T2').event({ type: 'app_uninstalled' });
    await slack.stop();
    expect(vault.has('slack-installation:T2')).toBe(false);
  });

  it('that remove the app lose their token at once; installed again since, they keep it', async () => {
    await install('T2');
    const client = clientOf('T2');
    await client.slash('U1', 'aide');
    const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOT'] } };
    fixture.now = Temporal.Now.instant().add({ hours: 1 }).toString();
    await install('T2');
    await client.event({ type: 'app_uninstalled' });
    expect(vault.has('slack-installation:T2')).toBe(true);
    fixture.now = Temporal.Now.instant().subtract({ hours: 1 }).toString();
    await install('T2');
    await client.event(revoked);
    await fixture.slack.stop();
    expect(vault.has('slack-installation:T2')).toBe(false);
    expect((await client.slash('U1', 'aide')).status).toBe(403);
    expect((await client.event({ type: 'app_uninstalled' })).status).toBe(200);
    await expect(fixture.send('T2/U1')).rejects.toMatchObject({ isAddressLost: true });
    expect(await fixture.slack.messenger.findByEmail('anne@ville.fr')).toBeNull();
  });

  it('removed by another process are noticed within a minute', async () => {
    await install('T2');
    await clientOf('T2').slash('U1', 'aide');
    vault.clear();
    expect((await clientOf('T2').slash('U1', 'aide')).status).toBe(200);
    fixture.now = '2026-03-12T09:43:01Z';
    expect((await clientOf('T2').slash('U1', 'aide')).status).toBe(403);
  });

  it('whose token Slack refuses lose their addresses, and only theirs', async () => {
    const { standIn } = fixture;
    await install('T2');
    const lost = { retryable: false, isAddressLost: true, isPlatformWide: false };
    for (const code of ['account_inactive', 'token_revoked', 'invalid_auth']) {
      standIn.fail('chat.postMessage', { kind: 'error', code });
      await expect(fixture.send('T2/U1')).rejects.toMatchObject(lost);
    }
    standIn.fail('chat.postMessage', { kind: 'error', code: 'ekm_access_denied' });
    await expect(fixture.send('T2/U1')).rejects.toMatchObject({
      isAddressLost: false,
      isPlatformWide: false,
    });
  });

  it('whose token cannot be read with this secret are asked to install again', async () => {
    await install('T2');
    vault.set('slack-installation:T3', vault.get('slack-installation:T2') ?? '');
    expect((await clientOf('T3').slash('U1', 'aide')).status).toBe(403);
    expect(fixture.log.join('\n')).toContain('slack.installation-unreadable');
  });

  it('are told that the service is unavailable while the records are down or slow, in time', async () => {
    const { standIn } = fixture;
    await install('T2');
    fixture.now = '2026-03-12T09:44:00Z';
    isVaultDown = true;
    expect((await clientOf('T2').slash('U1', 'aide')).body).toContain('momentanément indisponible');
    await expect(fixture.send('T2/U1')).rejects.toMatchObject({ retryable: true, isAddressLost: false });
    expect(await fixture.slack.messenger.findByEmail('anne@ville.fr')).toBeNull();
    isVaultDown = false;
    const { promise, resolve } = Promise.withResolvers<void>();
    slowVault = promise;
    const responseUrl = standIn.responseUrl();
    expect((await clientOf('T2').slash('U1', 'aide', { responseUrl })).body).toContain('en cours');
    resolve();
    expect(JSON.stringify((await standIn.nth('response_url', 1)).args)).toContain('enregistré');
  });
});

describe('an organisation', () => {
  const organisation = {
    team: undefined,
    enterprise: { id: 'E1', name: 'Métropole' },
    user: { token: undefined, scopes: undefined, id: 'U9' },
    bot: { token: 'xoxb-TORG-token', scopes: ['commands'], id: 'B1', userId: 'UBOT' },
    isEnterpriseInstall: true,
    authVersion: 'v2' as const,
  };

  it('that installed the app has all its workspaces served, and its people written to', async () => {
    const store = createInstallations({
      vault: memory,
      sealer,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      now: () => fixture.now,
    });
    await store.storeInstallation(organisation);
    const event = (enterprise_id: string) =>
      clientOf('T7').send(
        new URLSearchParams({
          command: '/jalon',
          text: 'aide',
          team_id: 'T7',
          enterprise_id,
          user_id: 'U1',
          channel_id: 'C1',
          trigger_id: enterprise_id,
        }).toString(),
      );
    expect([(await event('E2')).status, (await event('E1')).status]).toEqual([403, 200]);
    const [request] = fixture.requests;
    expect(request?.visitor).toMatchObject({ accountId: 'T7/U1', reference: { enterprise: 'E1' } });
    const account = { ...request?.visitor, id: 'T7/U1', platform: 'slack', email: null } as const;
    const known = { ...account, reference: { enterprise: 'E1' }, seenAt: fixture.now, lostAt: null };
    await fixture.slack.messenger.send(known, { name: 'x', title: 'X', blocks: [], actions: [] }, envelope);
    expect(fixture.standIn.callsOf('chat.postMessage')[0]?.token).toBe('xoxb-TORG-token');
    expect((await fixture.slack.messenger.findByEmail('anne@ville.fr'))?.reference).toEqual({
      enterprise: 'E1',
    });
    expect(await store.fetchInstallation({ ...query, enterpriseId: 'E1' })).toEqual(
      JSON.parse(JSON.stringify(organisation)),
    );
    await expect(store.fetchInstallation({ ...query, enterpriseId: 'E2' })).rejects.toMatchObject({
      isAddressLost: true,
    });
    const { bot: _, ...withoutBot } = organisation;
    await expect(store.storeInstallation(withoutBot)).rejects.toThrow('no bot');
  });

  it('that is named no more is served no more, whichever of its workspaces asks', async () => {
    const store = createInstallations({
      vault: memory,
      sealer,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      now: () => fixture.now,
    });
    await store.storeInstallation(organisation);
    await fixture.close();
    fixture = await startSeveral(new Set(['T7']));
    const asked = { command: '/jalon', text: 'aide', team_id: 'T7', enterprise_id: 'E1', user_id: 'U1' };
    const body = new URLSearchParams({ ...asked, channel_id: 'C1', trigger_id: '1' }).toString();
    expect((await clientOf('T7').send(body)).status).toBe(403);
    expect(await fixture.slack.messenger.findByEmail('anne@ville.fr')).toBeNull();
    expect(fixture.standIn.calls).toEqual([]);
  });

  const query = { isEnterpriseInstall: true, teamId: undefined } as const;
  const envelope = { key: 'key', isLegal: true };
});

describe('one workspace', () => {
  beforeEach(async () => {
    await fixture.close();
    fixture = await startSlack();
  });

  it('refuses requests of another, whose people its token does not know, and drops its events', async () => {
    const { standIn, log, requests } = fixture;
    expect((await clientOf('T1').slash('U1', 'aide')).status).toBe(200);
    expect((await clientOf('T2').slash('U1', 'aide')).status).toBe(403);
    expect((await clientOf('T2').press('U1', { actionId: 'run:x:0' })).status).toBe(403);
    const opened = { type: 'app_home_opened', user: 'U1', channel: 'D1' };
    expect((await clientOf('T2').message('U1', 'aide')).status).toBe(200);
    expect((await clientOf('T2').event({ ...opened, tab: 'home' })).status).toBe(200);
    expect(standIn.callsOf('auth.test')).toHaveLength(1);
    expect(requests).toHaveLength(1);
    expect(log.filter((line) => line.includes('slack.workspace-refused'))).toHaveLength(4);
    expect(standIn.calls.map(({ method }) => method)).toEqual(['auth.test', 'users.info']);
  });

  it('refuses nobody while Slack does not say which it is, and asks again after a minute', async () => {
    const { standIn, log } = fixture;
    standIn.fail('auth.test', { kind: 'status', status: 503 });
    for (const team of ['T2', 'T3']) expect((await clientOf(team).slash('U1', 'aide')).status).toBe(200);
    expect(standIn.callsOf('auth.test')).toHaveLength(1);
    expect(log.join('\n')).toContain('slack.workspace-unknown');
    fixture.now = '2026-03-12T09:43:00Z';
    expect((await clientOf('T2').slash('U1', 'aide')).status).toBe(403);
    expect(standIn.callsOf('auth.test')).toHaveLength(2);
  });

  it('does not wait for Slack to say which it is', async () => {
    fixture.standIn.fail('auth.test', { kind: 'hang' });
    const startedMs = performance.now();
    expect((await clientOf('T1').slash('U1', 'aide')).status).toBe(200);
    expect(performance.now() - startedMs).toBeLessThan(1_500);
  });

  it('that removes the app is told to the operator', async () => {
    await clientOf('T1').event({ type: 'app_uninstalled' });
    await fixture.slack.stop();
    expect(fixture.log.join('\n')).toContain('error slack.uninstalled');
  });

  it('without a token nor a way to install the app does not start', async () => {
    const standIns: SlackStandIn[] = [];
    const start = startSlack((standIn) => {
      standIns.push(standIn);
      return { botToken: null };
    });
    await expect(start).rejects.toBeInstanceOf(ConfigError);
    for (const standIn of standIns) await standIn.close();
  });
});
