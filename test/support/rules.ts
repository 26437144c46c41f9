import { nextRulesDueAt, type RulesFacts, rulesDue } from '../../src/domain/communication/rules.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import type { Scene } from './bot.ts';
import type { Persona } from './personas.ts';
import { fold, holidays, paris, parisText } from './track.ts';

/** What is known of people beside the track: told in a conversation at an instant of Paris, or wanting no reminder. */
export interface Known {
  readonly told?: Readonly<Record<string, string>>;
  readonly silenced?: readonly string[];
}

function rulesFacts(track: TrackState, { told = {}, silenced = [] }: Known = {}): RulesFacts {
  return {
    holidays,
    lastToldAt: (id) =>
      told[id] === undefined
        ? (track.communication.rules.lastAt.get(id) ?? null)
        : paris(told[id]).toString(),
    isSilenced: (id) => silenced.includes(id),
  };
}

/** Who is told what at an instant of Paris: « choisy-le-roi start → amina ». */
export function rulesAt(track: TrackState, at: string, known: Known = {}): readonly string[] {
  return rulesDue(track, paris(at), rulesFacts(track, known)).map(
    ({ commune, moment, to }) => `${commune} ${moment} → ${to.join(', ')}`,
  );
}

export function nextRules(track: TrackState, at: string, known: Known = {}): string | null {
  const next = nextRulesDueAt(track, paris(at), rulesFacts(track, known));
  return next === null ? null : parisText(next);
}

/** The same with what was owed recorded: the next look finds it said. */
export function recalled(track: TrackState, at: string, known: Known = {}): readonly string[] {
  const owed = rulesDue(track, paris(at), rulesFacts(track, known));
  for (const data of owed) fold(track, { type: 'rules-reminder-owed', data }, paris(at).toString());
  return owed.map(({ commune, moment, to }) => `${commune} ${moment} → ${to.join(', ')}`);
}

/** These people want no recall of the rules: what else they are told is what a test looks at. */
export async function silenceRules(scene: Scene, ...people: readonly Persona[]): Promise<void> {
  for (const persona of people)
    await scene.ask(persona, { kind: 'run', command: 'communication rappels', values: { choix: 'non' } });
}
