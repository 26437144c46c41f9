import type { Reply } from '../../src/usecases/bot.ts';
import { type Received, type Scene, said, saidBy } from './bot.ts';
import type { Persona } from './personas.ts';

/** One line of a year: what somebody did and was answered, or was written to. */
export interface Line {
  readonly day: string;
  readonly who: string;
  readonly kind: 'act' | 'message';
  /** What was done, or the name of the card that was received. */
  readonly what: string;
  readonly text: string;
}

/** What somebody does on a day, in a word for the log. */
export type Act = readonly [day: string, who: Persona, what: string, run: (scene: Scene) => Promise<Reply>];

/** Plays a year: every day the clock looks at 10 h, then people act, then what they caused is sent. */
export async function play(
  scene: Scene,
  period: { readonly from: string; readonly to: string },
  acts: readonly Act[],
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const last = Temporal.PlainDate.from(period.to);
  const received = (day: string, all: readonly Received[]) =>
    all.map(({ to, card }): Line => ({ day, who: to, kind: 'message', what: card.name, text: saidBy(card) }));
  for (
    let date = Temporal.PlainDate.from(period.from);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const day = date.toString();
    scene.at(day);
    await scene.tick();
    lines.push(...received(day, await scene.flush()));
    for (const [, who, what, run] of acts.filter(([on]) => on === day)) {
      lines.push({ day, who, kind: 'act', what, text: said(await run(scene)) });
      await scene.tick();
      lines.push(...received(day, await scene.flush()));
    }
  }
  return lines;
}

/** The year as it is read: one paragraph for each line. */
export function printed(lines: readonly Line[]): string {
  return lines
    .map(({ day, who, kind, what, text }) => {
      const head = kind === 'act' ? `${day} ◀ ${who} (${what})` : `${day} ▶ ${who} [${what}]`;
      return `${head}\n${text.replaceAll(/^/gmu, '    ')}`;
    })
    .join('\n');
}
