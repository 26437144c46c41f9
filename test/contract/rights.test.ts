import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { said } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { REFUSED_WITH, type Right, rights, type Standing, valuesFor } from '../support/rights.ts';
import type { ForgedAsk } from './drivers/forge.ts';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import type { Known } from './drivers/shown.ts';
import { staff } from './drivers/staff.ts';

const START = '2026-01-27T09:00:00Z';

const whoIs = {
  coordinator: people.camille,
  referent: people.amina,
  deputy: people.bruno,
  contractor: people.ines,
  stranger: people.dominique,
} as const satisfies Readonly<Record<Standing, Known>>;

/** All that is stored: where each stream stands, how often anything was written of people, every message. */
async function stored({ core: { store } }: Mounted): Promise<unknown> {
  const { streams, peopleRevision } = await store.heads();
  const messages = await Array.fromAsync(store.messages(), ({ key, state }) => `${key} ${state}`);
  return { streams: Object.fromEntries(streams), peopleRevision, messages };
}

describe.each(platforms)('who may do what on %s, by requests that no card was shown for', (platform) => {
  let mounted: Mounted;

  beforeAll(async () => {
    const { name, email } = people.ines;
    mounted = await mount(platform, START, { name, email });
    await staff(mounted.core);
    for (const person of Object.values(whoIs))
      await forge(person, { kind: 'run', command: 'aide', values: {} });
  });
  afterAll(() => mounted.close());

  /** Sends a request that says of itself that it is a coordinator's; a coordinator's says that it is a référent's. */
  function forge(person: Known, ask: ForgedAsk): Promise<string> {
    return mounted.forge.send(person, ask, person === people.camille ? people.amina : people.nadia);
  }

  /** What the bot answered, once; undefined when it was not even asked. */
  async function answered(person: Known, ask: ForgedAsk) {
    const before = mounted.replies.length;
    const shown = plainSpaces(await forge(person, ask));
    expect(mounted.replies.length - before).toBeLessThanOrEqual(1);
    return { shown, reply: mounted.replies[before] };
  }

  async function expectServed({ command, standing, commune }: Right): Promise<void> {
    const values = valuesFor(command, commune);
    const { shown, reply } = await answered(whoIs[standing], { kind: 'form', command: command.word, values });
    expect([reply?.kind, reply?.kind === 'form' && reply.form.command]).toEqual(['form', command.word]);
    expect(shown).toContain(plainSpaces(command.title));
  }

  async function expectRefused({ command, standing, commune }: Right, sentence: string): Promise<void> {
    const values = valuesFor(command, commune);
    // Half of the ways in for either commune: together they are all tried, in half the time.
    for (const kind of [commune === 'nanterre' ? 'run' : 'form', 'submit'] as const) {
      const { shown, reply } = await answered(whoIs[standing], { kind, command: command.word, values });
      expect([reply?.kind, reply === undefined ? '' : said(reply)]).toEqual([
        'refused',
        expect.stringContaining(sentence),
      ]);
      expect(shown).toContain(sentence);
    }
  }

  it.each(
    rights.map(
      (right) => [right.command.word, right.standing, right.commune, right.expected, right] as const,
    ),
  )('%s by the %s for %s: %s', async (_word, standing, _commune, expected, right) => {
    const before = await stored(mounted);
    // Who is not recorded is sent no link, and their address opens none.
    if (platform === 'mail' && standing === 'stranger') {
      const { shown, reply } = await answered(people.dominique, {
        kind: 'submit',
        command: right.command.word,
        values: valuesFor(right.command, right.commune),
      });
      expect(reply).toBeUndefined();
      expect(shown).toContain('lien');
    } else if (expected === 'served') await expectServed(right);
    else await expectRefused(right, REFUSED_WITH[expected]);
    expect(await stored(mounted)).toEqual(before);
  });

  it('records who really asked, and what they alone may do (art. 5)', async () => {
    const values = { commune: 'choisy-le-roi', etape: 'audit', date: '26/01/2026' };
    await forge(people.amina, { kind: 'submit', command: 'etape terminer', values });
    const entries = await mounted.core.store.read('track:ia-administration-interne', 0);
    const { people: records } = mounted.core.world;
    const { type, actor } = entries.at(-1) ?? {};
    expect([type, actor]).toEqual(['phase-end-proposed', records.byEmail(people.amina.email)?.person.id]);
    expect(records.byEmail(people.amina.email)?.person.name).toBe(people.amina.name);
  });
});
