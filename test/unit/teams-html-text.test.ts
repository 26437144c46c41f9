import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textOfHtml } from '../../src/platform/teams/html-text.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['paragraphs', '<p>Le serveur</p><p>est tombé.</p>', 'Le serveur\n\nest tombé.'],
  ['lines', '<div>un<br>deux<br/>trois</div>\n', 'un\ndeux\ntrois'],
  ['a mention', '<div><at id="0">Paul Durand</at>&nbsp;- Hi</div>', '@Paul Durand - Hi'],
  [
    'an emoji',
    '<p>Panne <emoji alt="😕" title="x"></emoji><img alt="plan" src="https://x"></p>',
    'Panne 😕plan',
  ],
  ['a list', '<ul><li>un</li><li><b>deux</b></li></ul>', '- un\n\n- deux'],
  ['a table', '<table><tr><td>web-1</td><td>500</td></tr></table>', 'web-1 500'],
  [
    'a link',
    '<a href="https://ville.fr/x?a=1&amp;b=2" title="t">le rapport</a>',
    'le rapport (https://ville.fr/x?a=1&b=2)',
  ],
  ['a link that is its address', "<a href='https://ville.fr/x'>https://ville.fr/x</a>", 'https://ville.fr/x'],
  ['a link around an image', '<a href="https://ville.fr"><img src="x"></a>', 'https://ville.fr'],
  ['a link that is none', '<a href="javascript:alert(1)">ici</a> <a>là</a></a>', 'ici là'],
  [
    'what is not for reading',
    '<style>p{}</style><script>alert("<p>")</script><attachment id="1"></attachment>Vu',
    'Vu',
  ],
  ['an attachment closed at once', '<attachment id="1"/>Vu', 'Vu'],
  [
    'entities, once',
    '&lt;b&gt; &amp;lt; &#233;t&#xe9; &euro; &inconnue; &#0;&#xd800;x',
    '<b> &lt; été € &inconnue; x',
  ],
  ['signs that are no tags', 'a < b > c, 1<2', 'a < b > c, 1<2'],
  ['a tag that never ends', 'Panne <a href="x', 'Panne <a href="x'],
  ['spaces', '<p>  un\n   deux\t</p><p>&nbsp;</p><p></p><p>trois</p>', 'un deux\n\ntrois'],
  ['a comment', '<!-- x -->Vu', 'Vu'],
];

describe('a message in HTML', () => {
  it.each(cases)('%s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it('of any signs is read in no time', () => {
    const sign = fc.constantFrom('<', '>', '</', 'a', 'p', ' href="', '"', '&', '#60;', 'script', ' ', '\n');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        expect(textOfHtml(signs.join(''))).toBe(textOfHtml(signs.join('')).trim());
      }),
    );
    const startedMs = performance.now();
    for (const piece of [
      '<',
      '< ',
      '<a',
      '<a>',
      '<a href="https://v.fr">x</a>',
      '<script>',
      '&',
      '<p>',
      '</a>',
      ' alt',
    ])
      textOfHtml(`${piece.repeat(Math.floor(200_000 / piece.length))}>`);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
