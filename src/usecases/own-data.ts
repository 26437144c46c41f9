import { type OwnFileView, ownFile } from '../../cards/own-file.ts';
import { roleName } from '../../cards/personal-data.ts';
import { roleOf } from '../domain/track/referents.ts';
import type { Actor } from './actor.ts';
import type { Context } from './command.ts';
import type { Entry, Json, Message, Person } from './ports.ts';
import { allTargets, targetOf } from './target.ts';

/** What the store told of somebody: the entries that name them and the messages to them. */
export interface OwnHistory {
  readonly entries: readonly Entry[];
  readonly messages: readonly Message[];
}

/** Who asks, and when. */
type Asked = Pick<Context, 'world' | 'actor' | 'now' | 'today'>;

/** Everything that is kept of a person (RGPD), as one JSON text that they can read. */
export function ownFileText(context: Asked, person: Person, history: OwnHistory): string {
  const { id, name, position, email, phone, accounts, preferences } = person;
  return ownFile({
    madeAt: context.now.toString(),
    person: { id, name, position, email, phone },
    accounts,
    preferences,
    roles: ownRoles(context, person.id),
    events: history.entries.map((entry) => eventView(context, entry, id)),
    messages: history.messages.map(({ createdAt, topic, channel, state, sentAt }) => ({
      createdAt,
      topic,
      channel,
      state,
      sentAt,
    })),
  });
}

/** Where somebody speaks for whom today, in French. */
export function ownRoles(
  context: Pick<Context, 'world' | 'today' | 'actor'>,
  personId: string,
): readonly string[] {
  const today = context.today.toString();
  const held = allTargets(context.world).flatMap(({ beneficiary, facts }) => {
    const role = roleOf(beneficiary, personId, today);
    return role === null ? [] : [roleName({ role, of: beneficiary.facts.name, track: facts.title })];
  });
  return [...held, ...wideRoles(context.world, context.actor)];
}

function wideRoles(world: Context['world'], { isCoordinator, contractorOf }: Actor): readonly string[] {
  const tracks = [...world.tracks.values()].flatMap(({ id, facts }) =>
    facts !== null && contractorOf.includes(id) ? [facts.title] : [],
  );
  return [
    ...(isCoordinator ? [roleName({ role: 'coordinator' })] : []),
    ...tracks.map((track) => roleName({ role: 'contractor', track })),
  ];
}

/** Whether an entry was recorded by the person or names them. */
export function names(entry: Pick<Entry, 'actor' | 'data'>, personId: string): boolean {
  return entry.actor === personId || holds(entry.data, personId);
}

/** By the id itself, or at the end of a message's key. */
function holds(json: Json, personId: string): boolean {
  if (typeof json === 'string') return json === personId || json.endsWith(`@${personId}`);
  if (json === null || typeof json !== 'object') return false;
  return Object.values(json).some((value) => holds(value, personId));
}

function eventView(context: Asked, entry: Entry, personId: string): OwnFileView['events'][number] {
  const { recordedAt, type, actor, data, stream } = entry;
  const isOwn = actor === personId;
  const target = targetOf(context.world, stream.slice('track:'.length), String(data['commune']));
  const written = isOwn ? WRITTEN.flatMap((name) => textsIn(data[name])) : [];
  const meeting = data['meeting'] ?? data['poll'] ?? null;
  return {
    recordedAt,
    type,
    isOwn,
    commune: target?.beneficiary.facts.name ?? null,
    meeting: typeof meeting === 'string' ? meeting : null,
    answer: data['personId'] === personId ? answerIn(data['answer']) : null,
    text: written.length === 0 ? null : written.join('\n'),
  };
}

/** Where entries hold what people write: each text is exported to who wrote it. */
const WRITTEN = [
  'cause',
  'text',
  'facts',
  'title',
  'place',
  'reason',
  'points',
  'decisions',
  'actions',
  'comment',
  'note',
] as const;

/** A text, a list of texts, or a list of what has one: an agenda's points, the actions of minutes. */
function textsIn(json: Json | undefined): readonly string[] {
  if (typeof json === 'string') return [json];
  if (Array.isArray(json)) return json.flatMap(textsIn);
  return json !== null && typeof json === 'object' ? textsIn(Reflect.get(json, 'text')) : [];
}

function answerIn(json: Json | undefined): OwnFileView['events'][number]['answer'] {
  return json === 'present' || json === 'absent' || json === 'replaced' ? json : null;
}
