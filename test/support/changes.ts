import type { Append, Person } from '../../src/usecases/ports.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import type { Scene } from './bot.ts';
import type { Persona } from './personas.ts';

/** Stores something that no command does. */
export async function store(scene: Scene, changes: Partial<Append>): Promise<void> {
  const said = { recordedAt: scene.now.toString(), actor: 'system', correlationId: 'test' };
  const result = await scene.store.append(undelivered({ ...said, ...changes }));
  if (result.kind !== 'recorded') throw new TypeError(result.kind);
}

/** Changes somebody's row. */
export async function changePerson(
  scene: Scene,
  persona: Persona,
  change: (person: Person) => Person,
): Promise<void> {
  const id = (await scene.person(persona))?.id;
  const row = id === undefined ? undefined : scene.world.people.byId(id);
  if (row === undefined) throw new TypeError(`${persona} is not recorded`);
  await store(scene, { people: [{ person: change(row.person), expectedRevision: row.revision }] });
}

/** The clock owes the référent's reminder, whose wishes hold it until that instant; its key. */
export async function heldReminder(scene: Scene, until: string): Promise<string> {
  await scene.tick();
  const to = (await scene.person('referent'))?.id;
  const leaseUntilAt = scene.now.add({ minutes: 3 }).toString();
  const claimed = await scene.store.claim({ now: scene.now.toString(), leaseUntilAt, recipients: 100 });
  for (const { key, fence } of claimed)
    await scene.store.settle(key, fence, { kind: 'held', notBeforeAt: until });
  const own = claimed.find((message) => message.to === to && message.topic === 'reminder');
  if (own === undefined) throw new TypeError('no reminder is owed');
  return own.key;
}

/** A platform says that somebody is no longer reached there. */
export function loseAccount(scene: Scene, persona: Persona, platform: string): Promise<void> {
  const lostAt = scene.now.toString();
  return changePerson(scene, persona, (person) => ({
    ...person,
    accounts: person.accounts.map((a) => (a.platform === platform ? { ...a, lostAt } : a)),
  }));
}
