import type { ReferentRole } from '../domain/track/events.ts';
import { roleOf } from '../domain/track/referents.ts';
import type { Visitor } from './bot.ts';
import type { Role } from './command.ts';
import type { Account, PersonRow } from './ports.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';

/** Who asks, and what they may speak for: from the platform's verified profile and the records, never from what is typed. */
export interface Actor {
  readonly visitor: Visitor;
  /** Null for somebody whom no record names yet. */
  readonly row: PersonRow | null;
  readonly isCoordinator: boolean;
  readonly speaksFor: readonly Mandate[];
  /** Tracks whose contractor this is. */
  readonly contractorOf: readonly string[];
}

export interface Mandate {
  readonly track: string;
  readonly commune: string;
  readonly role: ReferentRole;
}

/** The person behind an account: the one linked to it, else the one of its verified e-mail. */
export function personOf(world: World, visitor: Visitor): PersonRow | null {
  const linked = world.people.byAccount(visitor.platform, visitor.accountId);
  return linked ?? (visitor.email === null ? undefined : world.people.byEmail(visitor.email)) ?? null;
}

/** Who asks, on a Paris day. */
export function actorOf(
  world: World,
  settings: Settings,
  visitor: Visitor,
  onDay: Temporal.PlainDate,
): Actor {
  const row = personOf(world, visitor);
  const email = visitor.email?.toLowerCase() ?? null;
  const today = onDay.toString();
  const speaksFor: Mandate[] = [];
  const personId = row?.person.id ?? '';
  for (const track of world.tracks.values()) {
    for (const commune of track.designatedIn.get(personId) ?? []) {
      const beneficiary = track.beneficiaries.get(commune);
      const role = beneficiary === undefined ? null : roleOf(beneficiary, personId, today);
      if (role !== null) speaksFor.push({ track: track.id, commune, role });
    }
  }
  return {
    visitor,
    row,
    isCoordinator: email !== null && settings.coordinatorEmails.has(email),
    speaksFor,
    contractorOf: [...world.tracks.values()]
      .filter((track) => row !== null && track.contractorId === row.person.id)
      .map((track) => track.id),
  };
}

/** Who asks, as the journal names them; `visitor` for a coordinator of whom no record is kept. */
export function actorId(actor: Actor): string {
  return actor.row?.person.id ?? 'visitor';
}

/** Every role the person holds. */
export function rolesOf(actor: Actor): ReadonlySet<Role> {
  const roles = new Set<Role>(['anyone']);
  if (actor.isCoordinator) roles.add('coordinator');
  for (const mandate of actor.speaksFor) roles.add(mandate.role);
  if (actor.contractorOf.length > 0) roles.add('contractor');
  return roles;
}

/** What this visit shows of an account. What its payload does not carry of an address stays as it was. */
export function shownBy(visitor: Visitor, known: Account | undefined): Pick<Account, 'email' | 'reference'> {
  return {
    email: visitor.email?.toLowerCase() ?? null,
    reference: { ...known?.reference, ...visitor.reference },
  };
}

/** The account as this visit shows it. */
export function accountOf(visitor: Visitor, known: Account | undefined, now: Temporal.Instant): Account {
  return {
    platform: visitor.platform,
    id: visitor.accountId,
    ...shownBy(visitor, known),
    seenAt: now.toString(),
    lostAt: null,
  };
}
