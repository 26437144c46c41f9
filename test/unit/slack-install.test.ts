import { describe, expect, it } from '@jest/globals';
import { installPages } from '../../cards/slack.ts';
import { toDeliveryError } from '../../src/platform/slack/api-errors.ts';
import { faultOf } from '../../src/platform/slack/fault.ts';
import { pageHtml } from '../../src/platform/slack/install-page.ts';
import { slackManifest } from '../../src/platform/slack/manifest.ts';
import { isNestedWithin } from '../../src/platform/slack/payload.ts';
import { createReplays } from '../../src/platform/slack/replays.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';

describe('the pages of the installation', () => {
  it('show words as they are, never as markup', () => {
    const page = pageHtml(installPages.done('<b onclick="x">', 'https://app.slack.com/client/T1?a="&b'));
    expect(page).toContain('&lt;b onclick=&quot;x&quot;&gt;');
    expect(page).toContain('href="https://app.slack.com/client/T1?a=&quot;&amp;b"');
    expect(page).not.toContain('<b ');
  });

  it('do without the name of a workspace, and without a link where none leads on', () => {
    expect(pageHtml(installPages.done(null, '/'))).toContain('Votre espace de travail peut utiliser Jalon.');
    expect(pageHtml(installPages.notAdmitted())).not.toContain('<a ');
  });
});

describe('the manifest', () => {
  it('opens the Home page, hears of leavers and removals, and knows where an installation comes back to', () => {
    const { features, settings, oauth_config } = slackManifest({
      commands: [],
      messageActions: [],
      publicUrl: 'https://j.fr/',
    });
    expect(features.app_home.home_tab_enabled).toBe(true);
    expect(settings.event_subscriptions.bot_events).toEqual(
      expect.arrayContaining(['app_home_opened', 'user_change', 'app_uninstalled', 'tokens_revoked']),
    );
    expect(oauth_config.redirect_urls).toEqual(['https://j.fr/slack/oauth_redirect']);
  });
});

describe('requests remembered', () => {
  it('are the last ones; one that was refused may come again', () => {
    const replays = createReplays(2);
    for (const signature of ['a', 'b', 'c']) replays.begin(signature);
    expect(['a', 'b', 'c'].map((signature) => replays.answerTo(signature) === null)).toEqual([
      true,
      false,
      false,
    ]);
    replays.forget('b');
    expect(replays.answerTo('b')).toBeNull();
  });
});

describe('what a log line says of a fault', () => {
  it('is our own words, or a name', () => {
    expect(faultOf(new DeliveryError('users.info: no answer', { retryable: true }))).toBe(
      'users.info: no answer',
    );
    expect([faultOf(new SyntaxError('"Anne" is not JSON')), faultOf('Anne')]).toEqual([
      'SyntaxError',
      'string',
    ]);
  });

  it('of Slack’s answer is its name, or that it cannot be read', () => {
    expect(toDeliveryError(new TypeError('fetch failed'), 'x')).toMatchObject({
      message: 'x: no answer',
      retryable: true,
    });
  });
});

describe('a nested payload', () => {
  it('is measured whatever its shape', () => {
    const nested = { a: [{ b: { c: null } }] };
    expect([isNestedWithin(nested, 5), isNestedWithin(nested, 4)]).toEqual([true, false]);
    expect([isNestedWithin(null, 1), isNestedWithin('x', 1)]).toEqual([true, true]);
  });
});
