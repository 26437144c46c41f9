import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../../src/usecases/bot.ts';
import { openStaffedScene, type Scene, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { type RefusalCase, refusalCases } from '../support/refusal-cases.ts';

function asked(scene: Scene, { as, ask }: RefusalCase): Promise<Reply> {
  return 'line' in ask ? scene.say(as, ask.line) : scene.fill(as, ask.command, ask.values);
}

function isMendedByButton({ ask, offers }: RefusalCase): boolean {
  return 'line' in ask && offers !== undefined;
}

describe('what is refused, and the sentence that says why and what next', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openStaffedScene();
  });
  afterAll(() => expect(shownFaults()).toEqual([]));

  it.each(refusalCases.map((one) => [one.rule, one] as const))('%s', async (_rule, one) => {
    const before = (await scene.journal()).length;
    const reply = await asked(scene, one);
    if (reply.kind !== 'refused') throw new TypeError(`not refused: ${reply.kind}`);
    const [first] = reply.card.blocks;
    expect(first?.kind === 'notice' ? plainSpaces(first.text) : first).toBe(one.says);
    const marked = Object.entries(reply.form?.errors ?? {});
    expect(marked.map(([name, error]) => [name, plainSpaces(error)])).toEqual(
      one.field === null || isMendedByButton(one) ? [] : [[one.field, one.says]],
    );
    const labels = reply.card.actions.map((action) => plainSpaces(action.label));
    expect(labels.filter((label) => label !== 'Corriger')).toEqual(one.offers ?? []);
    expect((await scene.journal()).length).toBe(before);
  });
});

describe('the ways out of a refusal', () => {
  afterAll(() => expect(shownFaults()).toEqual([]));

  it('adds the commune with the SIREN of the register, one button away', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'commune ajouter Thiais siren:219400223');
    const ask = scene.button('coordinator', 'Corriger');
    expect(ask).toMatchObject({ kind: 'form', values: { commune: 'Thiais', siren: '219400223' } });
  });

  it('comes back with everything that was typed', async () => {
    const scene = await openStaffedScene();
    const typed = { nom: 'Léa Moreau', courriel: 'léa@', telephone: '12', 'a-compter-du': '31/02/2026' };
    const reply = await scene.fill('referent', 'referent changer', typed);
    if (reply.kind !== 'refused') throw new TypeError(reply.kind);
    expect(reply.form?.values).toMatchObject(typed);
    expect(Object.keys(reply.form?.errors ?? {}).sort()).toEqual(['a-compter-du', 'courriel', 'telephone']);
  });
});
