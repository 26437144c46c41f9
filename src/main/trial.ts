import { atParis } from '../domain/calendar/hours.ts';
import type { TrackFacts } from '../domain/track/facts.ts';
import type { Persona, Suggestion, TrialClock } from '../platform/web/trial-types.ts';
import type { Heartbeat } from '../scheduler/heartbeat.ts';
import type { Store } from '../usecases/ports.ts';

/** The trial opens this long before the first track starts: its first reminders are then a few days ahead. */
const OPENS_BEFORE_DAYS = 10;
const OPENS_AT_HOUR = 10;
/** A bound on what one move of the clock may run through. */
const LONGEST_RUN = 2000;

export const TRIAL_COORDINATOR = 'camille.essai@metropole.example';

/** Who one can be in the trial: made-up people, whose « verified » e-mails exist nowhere. */
export const PERSONAS: readonly Persona[] = [
  {
    id: 'referente',
    name: 'Amina Diallo',
    email: 'amina.diallo@choisy.example',
    channel: 'chat',
    role: 'Agente de Choisy-le-Roi',
    commands: [
      'inscription Choisy-le-Roi',
      'calendrier',
      'comite liste',
      'livrable liste',
      'incident',
      'communication',
      'aide',
    ],
  },
  {
    id: 'coordinatrice',
    name: 'Camille Perrin',
    email: TRIAL_COORDINATOR,
    channel: 'chat',
    role: 'Coordination de la Métropole',
    commands: [
      'referent manquants',
      'comite operationnel 14/07/2026 10:00',
      'retards',
      'incidents',
      'kit publier',
      'aide',
    ],
  },
  {
    id: 'successeur',
    name: 'Bruno Lefèvre',
    email: 'bruno.lefevre@choisy.example',
    channel: 'chat',
    role: 'Agent de Choisy-le-Roi',
    commands: ['aide', 'inscription Choisy-le-Roi'],
  },
  {
    id: 'inconnu',
    name: 'Dominique Martin',
    email: 'dominique.martin@ailleurs.example',
    channel: 'chat',
    role: 'Personne non enregistrée',
    commands: ['aide', 'comite liste'],
  },
  {
    id: 'courriel',
    name: 'Fatou Keïta',
    email: 'fatou.keita@vitry.example',
    channel: 'mail',
    role: 'Agente de Vitry-sur-Seine, courriel seulement',
    commands: [],
  },
  {
    id: 'communication',
    name: 'Sofia Marchand',
    email: 'sofia.marchand@communication.example',
    channel: 'mail',
    role: 'Direction de la Communication, courriel seulement',
    commands: [],
  },
];

/** One or two things to try of each job, in the order of a référent's first days. */
export const SUGGESTIONS: readonly Suggestion[] = [
  {
    kind: 'say',
    label: "Demander l'accès comme agente de Choisy-le-Roi",
    personaId: 'referente',
    text: 'inscription Choisy-le-Roi',
  },
  {
    kind: 'say',
    label: "Désigner référente Fatou Keïta, qui n'a que le courriel",
    personaId: 'coordinatrice',
    text: 'referent changer vitry-sur-seine referent "Fatou Keïta" fatou.keita@vitry.example "01 99 00 12 35"',
  },
  {
    kind: 'say',
    label: 'Convoquer, comme coordinatrice, un comité opérationnel… un jour férié',
    personaId: 'coordinatrice',
    text: 'comite operationnel 14/07/2026 10:00',
  },
  { kind: 'clock', label: "Avancer l'horloge jusqu'au prochain message", move: 'next-message' },
  {
    kind: 'say',
    label: "Remettre un rapport d'audit, à valider par chaque collectivité",
    personaId: 'coordinatrice',
    text: `livrable deposer "Rapport d'audit" audit lien:https://exemple.fr/audit`,
  },
  { kind: 'say', label: 'Signaler un incident par écrit', personaId: 'referente', text: 'incident' },
  {
    kind: 'say',
    label: 'Faire relire un texte avant de le publier',
    personaId: 'referente',
    text: 'texte verifier support:reseau-social Notre assistant est prêt ! Un projet du programme Apropriation de la Métropole du Grand Paris.',
  },
];

/** A clock that only moves when it is told to. */
export interface ManualClock {
  now(): Temporal.Instant;
  set(to: Temporal.Instant): void;
}

/** A manual clock that stands at `start`. */
export function manualClock(start: Temporal.Instant): ManualClock {
  let present = start;
  return {
    now: () => present,
    set: (to) => {
      present = to;
    },
  };
}

/** Where the trial's clock stands: where its journal ended, else a few days before the first track starts. */
export async function trialStart(store: Store, tracks: readonly TrackFacts[]): Promise<Temporal.Instant> {
  let last: Temporal.Instant | null = null;
  for await (const entry of store.journal()) {
    const at = Temporal.Instant.from(entry.recordedAt);
    if (last === null || Temporal.Instant.compare(at, last) > 0) last = at;
  }
  if (last !== null) return last;
  const starts = tracks
    .map((track) => Temporal.PlainDate.from(track.startsOn))
    .sort(Temporal.PlainDate.compare);
  const first = starts[0] ?? Temporal.Now.plainDateISO('Europe/Paris');
  return atParis(first.subtract({ days: OPENS_BEFORE_DAYS }), OPENS_AT_HOUR);
}

/** Moves the manual clock through every instant at which something falls due, in order. */
export function trialClock(clock: ManualClock, store: Store, heartbeat: Pick<Heartbeat, 'beat'>): TrialClock {
  const nextWakeAt = async (): Promise<Temporal.Instant | null> => {
    const next = await store.nextWakeAt();
    return next === null ? null : Temporal.Instant.from(next);
  };
  const advance = async (to: Temporal.Instant): Promise<void> => {
    for (let run = 0; run < LONGEST_RUN; run += 1) {
      await heartbeat.beat();
      const next = await nextWakeAt();
      if (next === null || Temporal.Instant.compare(next, to) > 0) break;
      if (Temporal.Instant.compare(next, clock.now()) > 0) clock.set(next);
      else clock.set(clock.now().add({ seconds: 1 }));
    }
    if (Temporal.Instant.compare(to, clock.now()) > 0) clock.set(to);
    await heartbeat.beat();
  };
  return { now: () => clock.now(), advance, nextWakeAt };
}
