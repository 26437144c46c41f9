import { type Received, type Scene, said } from './bot.ts';
import type { Persona } from './personas.ts';

/** What somebody received, and on which day. */
export interface Dated extends Received {
  readonly day: string;
}

/** Looks every day at 10 h, from one Paris day to another, both included; what left. */
export async function days(scene: Scene, from: string, to: string): Promise<readonly Dated[]> {
  const left: Dated[] = [];
  const last = Temporal.PlainDate.from(to);
  let day = Temporal.PlainDate.from(from);
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    scene.at(day.toString());
    await scene.tick();
    for (const one of await scene.flush()) left.push({ ...one, day: day.toString() });
    day = day.add({ days: 1 });
  }
  return left;
}

/** The lines of a beneficiary's obligations, under their headings, as this person reads them. */
export async function obligationsOf(
  scene: Scene,
  persona: Persona = 'coordinator',
  commune = 'choisy-le-roi',
): Promise<Readonly<Record<string, readonly string[]>>> {
  const card = said(await scene.say(persona, `obligations ${commune}`)).split('\n');
  const groups: Record<string, string[]> = {};
  let heading = '';
  for (const line of card) {
    const item = /^- (.*)$/u.exec(line)?.[1];
    if (item === undefined) heading = line;
    else groups[heading] = [...(groups[heading] ?? []), item];
  }
  return groups;
}
