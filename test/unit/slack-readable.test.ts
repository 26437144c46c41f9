import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mentionedIn, readable } from '../../src/platform/slack/readable.ts';

const names = new Map([['U1', 'Amina Diallo']]);
const cases: readonly (readonly [string, string, string])[] = [
  ['words', 'Le serveur est tombé.', 'Le serveur est tombé.'],
  ['a known person', '<@U1> a vu la panne', '@Amina Diallo a vu la panne'],
  ['an unknown person', 'merci <@U2>', "merci @quelqu'un"],
  ['a person with a label', 'merci <@U2|paul>', 'merci @paul'],
  ['a channel', '<#C1|general> et <#C2>', '#general et #canal'],
  ['everybody', '<!channel> <!here|here> <!everyone>', '@channel @here @everyone'],
  ['a group', '<!subteam^S1|@dsi> <!subteam^S2>', "@dsi @quelqu'un"],
  ['a date', 'depuis <!date^1700^{date}|le 9 juillet>', 'depuis le 9 juillet'],
  ['a link', '<https://ville.fr/_a_b_>', 'https://ville.fr/_a_b_'],
  ['a labelled link', '<https://ville.fr/x|le rapport>', 'le rapport (https://ville.fr/x)'],
  ['a link typed without its scheme', '<http://ville.fr|ville.fr>', 'http://ville.fr'],
  ['addresses', '<mailto:a@b.fr|a@b.fr> <tel:0148000000|01 48>', 'a@b.fr 01 48 (0148000000)'],
  ['marks', '*Panne* _totale_ du ~site~ `web-1`', 'Panne totale du site web-1'],
  ['marks around a link', '*<https://ville.fr|ici>*', 'ici (https://ville.fr)'],
  ['marks in marks', '*_urgent_*', 'urgent'],
  ['code', '```\nERR 500 *x*\n```', 'ERR 500 x'],
  ['signs that are no marks', '2 * 3 * 4, a_b_c, ~5', '2 * 3 * 4, a_b_c, ~5'],
  ['entities, once', '&lt;!channel&gt; A&amp;B &amp;lt;', '<!channel> A&B &lt;'],
  ['lines', '  un\n&gt; deux\n', 'un\n> deux'],
];

describe('a message in Slack’s markup', () => {
  it.each(cases)('%s', (_what, delivered, read) => {
    expect(readable(delivered, names)).toBe(read);
  });

  it('names those to be looked up, once each', () => {
    expect(mentionedIn('<@U1> <@U2|paul> <@U1> <@W3> <!here> @U4')).toEqual(['U1', 'W3']);
  });

  it('of any signs is read in no time, and leaves no live mention', () => {
    const sign = fc.constantFrom('<', '>', '*', '_', '~', '`', '@U1', '!here', '|', ' ', '\n', 'a');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        expect(readable(signs.join(''), names)).not.toContain('<@U1>');
      }),
    );
    const startedMs = performance.now();
    for (const piece of ['*', '<', '*a', '`', '```a', '_ ', '<@', '*<'])
      readable(piece.repeat(20_000), names);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
