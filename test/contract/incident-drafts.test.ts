import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import type { Shown, Talk } from './drivers/shown.ts';
import { staff } from './drivers/staff.ts';

const facts = 'La plateforme renvoie une erreur à chaque recherche depuis ce matin.';
const complete = { nature: 'dysfonctionnement', faits: facts, destinataires: 'metropole-prestataire' };

/** A page of mail is answered 503, which its driver throws. */
function plainOf(error: unknown): string {
  return String(error).replaceAll('&#39;', "'");
}

describe.each(platforms)('what was written in a report and not recorded, on %s', (platform) => {
  let mounted: Mounted;
  let amina: Talk;

  beforeEach(async () => {
    mounted = await mount(platform, '2026-01-27T09:00:00Z');
    await staff(mounted.core);
    amina = mounted.driver.talk(people.amina);
  });
  afterEach(() => mounted.close());

  const factsIn = ({ fields }: Shown) => fields.find(({ name }) => name === 'faits')?.value;

  it('for a fault of the form: stays in it, and stands in the next one', async () => {
    await amina.say('incident');
    const refused = await amina.submit({ ...complete, 'constate-le': '2026-12-31' });
    expect(refused.errors['constate-le']).toContain('postérieure');
    expect(factsIn(refused)).toBe(facts);
    expect(factsIn(await amina.say('incident'))).toBe(facts);
    expect((await amina.submit({ ...complete, 'constate-le': '2026-01-27' })).text).toContain(
      'INC-2026-0001',
    );
    expect(factsIn(await amina.say('incident'))).toBe('');
  });

  it('because the records cannot be reached: stays in the form, or is said to be kept; nothing is recorded', async () => {
    await amina.say('incident');
    mounted.breakStore();
    const text = await amina.submit(complete).then((shown) => shown.text, plainOf);
    expect(text).toContain("Rien n'a été enregistré");
    const reply = mounted.replies.at(-1);
    if (platform === 'mail') expect(text).toContain('Ce que vous avez écrit est gardé sept jours');
    else expect(reply).toMatchObject({ kind: 'refused', form: { values: { faits: facts } } });
  });
});
