import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { giveBackMemory } from '../../src/main/memory.ts';

it('what nobody holds any more is given back at once, not when V8 sees fit', async () => {
  const dropped = new WeakRef({ left: 'behind' });
  const held = { kept: 'in use' };
  const inUse = new WeakRef(held);
  // What a reference was made for stays until the end of the turn that made it.
  await turn();
  giveBackMemory();
  expect(dropped.deref()).toBeUndefined();
  expect(inUse.deref()).toBe(held);
});
