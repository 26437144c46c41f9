import { textsOf } from '../../../src/main/texts.ts';
import { verifierOf } from '../../../src/store/hash.ts';
import { createBot } from '../../../src/usecases/answer.ts';
import { commands } from '../../../src/usecases/commands.ts';
import type { Core } from '../../../src/usecases/core.ts';
import { said } from '../../support/bot.ts';
import { people } from './people.ts';

const contact = { telephone: '01 48 00 00 00', 'a-compter-du': '27/01/2026' };

/** Nanterre joins the programme; Choisy-le-Roi gets Amina for its référent and Bruno for their deputy. */
export async function staff(core: Core): Promise<void> {
  const bot = createBot({
    ...core,
    commands,
    onRecorded: () => undefined,
    onErased: () => undefined,
    ...verifierOf(core.store),
    texts: textsOf,
  });
  const { email, name } = people.camille;
  const visitor = { platform: 'mail', accountId: email, email, name, reference: null } as const;
  const submit = async (command: string, values: Readonly<Record<string, string>>) => {
    const ask = { kind: 'submit', command, values } as const;
    const key = JSON.stringify(ask);
    const reply = await bot.answer({ visitor, key, correlationId: key, ask });
    if (reply.kind !== 'card') throw new RangeError(said(reply));
  };
  await submit('commune ajouter', { commune: 'Nanterre' });
  for (const [role, person] of [
    ['referent', people.amina],
    ['suppleant', people.bruno],
  ] as const) {
    const values = { commune: 'choisy-le-roi', role, nom: person.name, courriel: person.email, ...contact };
    await submit('referent changer', values);
  }
}
