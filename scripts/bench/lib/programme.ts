import { writeFileSync } from 'node:fs';
import { slug } from '../../../src/domain/kernel/text.ts';
import { register } from '../../../src/domain/people/register.ts';
import type { Account, Person, Store } from '../../../src/usecases/ports.ts';
import { trackStream } from '../../../src/usecases/world.ts';
import { emptyAppend } from './append.ts';

export const TRACK = 'banc-d-essai';
const MONTHS_BEHIND = 30;
const MONTHS_PLANNED = 46;

const communes = register.filter(({ kind }) => kind === 'commune');
const today = Temporal.Now.plainDateISO('Europe/Paris');
const usualStartsOn = today.subtract({ months: MONTHS_BEHIND });

/** Whoever speaks for a commune: the same person on every platform. */
export interface Referent {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly commune: string;
}

/** One référent for each of the Métropole's communes. */
export const referents: readonly Referent[] = communes.map(({ name }, index) => ({
  userId: `UREF${index}`,
  name: `Personne ${index}`,
  email: `referent-${index}@commune.example`,
  commune: slug(name),
}));

/**
 * Writes a programme file: one track with every commune, whose first phase has begun 30 months ago and lasts for six
 * more, so that no reminder is due and a référent may say of any of 900 days that the phase ended on it.
 */
export function writeProgramme(path: string, startsOn: Temporal.PlainDate = usualStartsOn): void {
  const end = startsOn.add({ months: MONTHS_PLANNED });
  const months = (planned: number) => ({ planned, min: planned, max: planned });
  const programme = {
    id: TRACK,
    title: "Banc d'essai",
    thematique: "Banc d'essai",
    mgp: { name: 'Métropole du Grand Paris', siren: '200054781' },
    convention: { term: end.add({ months: 8 }).toString() },
    start: startsOn.toString(),
    phases: [
      { id: 'audit', kind: 'audit', title: 'État des lieux et audit préalables', months: months(36) },
      { id: 'setup', kind: 'setup', title: 'Mise en place et formation', months: months(3) },
      { id: 'use', kind: 'use', title: 'Utilisation', months: months(6) },
      { id: 'assessment', kind: 'assessment', title: "Bilan et mesure d'impact", months: months(1) },
    ],
    assessment: { before: end.add({ months: 4 }).toString() },
    comop: { everyMonths: 1 },
    withdrawal: null,
    deliverables: { workingDays: 15 },
    retention: { years: 5 },
    contractor: null,
    kit: null,
    communication: { contact: null },
    beneficiaries: communes.map(({ name }) => ({ name, deliberation: null, department: null, option: null })),
  };
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(programme, null, 1));
}

export interface DesignateOptions {
  readonly startsOn?: Temporal.PlainDate;
  /** When the clock first looks at what they are owed; null for when they first write. */
  readonly nextDueAt?: string | null;
  /** The account that is known of them; without it, none is. */
  readonly account?: (referent: Referent) => Account;
}

/** Makes everybody of `referents` what they are, on records in which the programme is loaded. */
export async function designateReferents(
  store: Store,
  { startsOn = usualStartsOn, nextDueAt = null, account }: DesignateOptions = {},
): Promise<void> {
  const stream = trackStream(TRACK);
  const expectedVersion = (await store.heads()).streams.get(stream) ?? 0;
  await store.append({
    ...emptyAppend(Temporal.Now.instant().toString()),
    writes: [
      {
        stream,
        expectedVersion,
        nextDueAt,
        events: referents.map(({ userId, commune }, index) => ({
          type: 'referent-designated',
          data: {
            number: `REF-2026-${String(index + 1).padStart(4, '0')}`,
            commune,
            role: 'referent',
            personId: userId,
            fromOn: startsOn.toString(),
            replacesId: null,
            byId: 'system',
          },
        })),
      },
    ],
    people: referents.map((referent) => ({ person: personOf(referent, account), expectedRevision: 0 })),
  });
}

function personOf(referent: Referent, account: DesignateOptions['account']): Person {
  const { userId, name, email } = referent;
  const accounts = account === undefined ? [] : [account(referent)];
  const preferences = { channel: null, pausedUntilOn: null, digestHour: null };
  return { id: userId, name, position: null, email, phone: null, accounts, preferences, feedGeneration: 0 };
}

/**
 * Lines that a référent types, each of which records one event: « the phase ended on that day », said by everybody in
 * turn, then of the day after.
 */
export function createLines(): () => { readonly referent: Referent; readonly line: string } {
  let said = 0;
  return () => {
    const referent = referents[said % referents.length] ?? { userId: '', name: '', email: '', commune: '' };
    const day = usualStartsOn.add({ days: Math.floor(said / referents.length) });
    said += 1;
    return { referent, line: `etape terminer etape:audit date:${day.toString()}` };
  };
}
