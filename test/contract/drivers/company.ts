import { commands } from '../../../src/usecases/commands.ts';
import type { JsonObject } from '../../../src/usecases/ports.ts';
import { expectAgreement } from './agreement.ts';
import { type Mounted, mount, type Platform } from './mounted.ts';
import { people } from './people.ts';
import type { Known, Shown, Talk } from './shown.ts';
import { staff } from './staff.ts';

/** A bot on one platform, those who run and try the programme, and who of them talks to it. */
export interface Company {
  readonly mounted: Mounted;
  readonly talks: readonly Talk[];
  /** The data of every event of a type, in order. */
  recorded(type: string): Promise<readonly JsonObject[]>;
  /** What is shown, once it agrees with what the bot answered. */
  agreed(act: Promise<Shown>): Promise<Shown>;
}

/** Opens the bot at a UTC instant; Inès is its contractor, and everybody of these has been greeted. `opinionsAt`: whom opinions are asked of. */
export async function openCompany(
  platform: Platform,
  at: string,
  who: readonly Known[],
  opinionsAt: string | null = null,
): Promise<Company> {
  const { name, email } = people.ines;
  const mounted = await mount(platform, at, { name, email }, commands, opinionsAt);
  await staff(mounted.core);
  const talks = who.map((one) => mounted.driver.talk(one));
  for (const talk of talks) await talk.say('aide');
  return {
    mounted,
    talks,
    async recorded(type) {
      const entries = await mounted.core.store.read('track:ia-administration-interne', 0);
      return entries.filter((entry) => entry.type === type).map(({ data }) => data);
    },
    async agreed(act) {
      const shown = await act;
      expectAgreement(mounted.replies.at(-1), shown);
      return shown;
    },
  };
}
