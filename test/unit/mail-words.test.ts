import { describe, expect, it } from '@jest/globals';
import { blockHtml, html, lines } from '../../cards/html.ts';
import * as mailWords from '../../cards/mail.ts';
import { accessLink, mailSubject, notStopped, pauseForm, personalFor } from '../../cards/mail.ts';
import { topicOf } from '../../cards/outbox-words.ts';
import * as pageWords from '../../cards/pages.ts';
import {
  accessForm,
  atMost,
  errorText,
  faultyTitle,
  linkGone,
  linkOf,
  toPutRight,
} from '../../cards/pages.ts';
import { preferencesCard } from '../../cards/preferences.ts';
import { textsOfCard, textsOfForm, typographyFaults } from '../support/french.ts';

describe('the words of mails and pages', () => {
  const constants = [mailWords, pageWords].flatMap((words) =>
    Object.values(words).flatMap((said) => (typeof said === 'object' ? Object.values(said) : [said])),
  );
  const made = [
    ...textsOfCard(accessLink()),
    ...[true, false].flatMap((isWrong) => textsOfForm(accessForm('amina', isWrong))),
    ...textsOfForm(pauseForm(accessForm('', false))),
    personalFor(21),
    ...['outbox-alarm', 'access-link'].map((name) => notStopped({ name })),
    ...[true, false].flatMap((canMail) => Object.values(linkGone(canMail))),
    atMost(500),
    errorText('Cette date est passée.'),
    faultyTitle('Signaler un retard'),
    toPutRight(1),
    toPutRight(2),
    linkOf('amina@choisy.example', '2026-01-27T09:00:00Z'),
    linkOf(null, '2026-01-27T09:00:00Z'),
  ];

  it('keep the rules of French typography', () => {
    const all = [...constants.filter((said) => typeof said === 'string'), ...made];
    expect(all.length).toBeGreaterThan(40);
    expect(all.flatMap(typographyFaults)).toEqual([]);
  });

  it('begin a subject with who writes, on one line, and say when it was shortened', () => {
    expect(mailSubject('Demain\u00a0: Audit')).toBe('[Jalon] Demain\u00a0: Audit');
    expect(mailSubject('a\r\nBcc: b\u0007\u2029c')).toBe('[Jalon] a Bcc: b c');
    expect(mailSubject('é'.repeat(500))).toMatch(/^\[Jalon\] é{150,}…$/u);
  });
});

describe('what coordinators and people read elsewhere', () => {
  it('names the mail with a new link among the messages that wait', () => {
    expect(topicOf('access-link')).toEqual({ name: "Lien d'accès", article: null });
  });

  it('says where reminders go by themselves, also to who has nothing but e-mail', () => {
    const view = { channel: null, digestHour: null, pause: null, withoutPause: {} };
    expect(textsOfCard(preferencesCard(view)).join(' ')).toContain('sinon votre courriel');
  });
});

describe('HTML of a card', () => {
  it('escapes every text that goes into it, once, for an element as for an attribute', () => {
    const typed = `<b a="1" c='2'>&amp;</b>`;
    const escaped = '&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;';
    expect(html`<p title="${typed}">${typed}</p>`.markup).toBe(`<p title="${escaped}">${escaped}</p>`);
    expect(html`<div>${html`<p>${typed}</p>`}</div>`.markup).toBe(`<div><p>${escaped}</p></div>`);
    expect(html`${[html`<i>a</i>`, html`<i>${'<'}</i>`]}`.markup).toBe('<i>a</i><i>&lt;</i>');
  });

  it('keeps line breaks, and lets the names of facts be drawn otherwise', () => {
    expect(lines('a\n<b\n').markup).toBe('a<br>&lt;b<br>');
    const facts = { kind: 'facts', facts: [{ label: 'aide', value: 'a\nb' }] } as const;
    expect(blockHtml(facts, (name) => html`<a>${name}</a>`).markup).toBe(
      '<table class="facts"><tr><th scope="row"><a>aide</a></th><td>a<br>b</td></tr></table>',
    );
  });
});
