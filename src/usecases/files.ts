import { missingReferentsCsv } from '../../cards/missing-csv.ts';
import type { Values } from '../../cards/model.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { actorOf, rolesOf } from './actor.ts';
import type { Visitor } from './bot.ts';
import { CALENDAR_TYPE, type Calendars } from './calendars.ts';
import type { Context, Role } from './command.ts';
import { calendarMeeting, MEETING_FILE } from './committee/calendar.ts';
import { findMeeting } from './committee/meetings.ts';
import type { Core } from './core.ts';
import type { LinkedFile, LinkHolder } from './links.ts';
import { MISSING_REFERENTS_FILE, withoutReferent } from './missing-referents.ts';
import { names, type OwnHistory, ownFileText } from './own-data.ts';
import type { Store } from './ports.ts';
import { OWN_DATA_FILE } from './show-own-data.ts';

/** A file as a browser downloads it. */
export interface MadeFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** A file is made of what is known: it neither names anything new nor links any further. */
type FileContext = Omit<Context, 'newId' | 'fileUrl' | 'feedUrl' | 'givenFile'>;

interface FileSpec {
  readonly roles: readonly Role[];
  /** Null when there is nothing to tell whoever asks. */
  make(
    context: FileContext,
    parts: { readonly store: Store; readonly calendars: Calendars; readonly values: Values },
  ): Promise<MadeFile | null>;
}

/** Every file that a link may name. */
const FILES: ReadonlyMap<string, FileSpec> = new Map<string, FileSpec>([
  [
    OWN_DATA_FILE,
    {
      roles: ['anyone'],
      make: async (context, { store }) => {
        const { row } = context.actor;
        if (row === null) return null;
        const body = ownFileText(context, row.person, await historyOf(store, row.person.id));
        return {
          name: `${OWN_DATA_FILE}-${context.today}.json`,
          type: 'application/json; charset=utf-8',
          body,
        };
      },
    },
  ],
  [
    MISSING_REFERENTS_FILE,
    {
      roles: ['coordinator'],
      make: async (context) => {
        const rows = withoutReferent(context).map(({ facts, beneficiary }) => ({
          ...beneficiary.facts,
          track: facts.title,
        }));
        const name = `${MISSING_REFERENTS_FILE}-${context.today}.csv`;
        return { name, type: 'text/csv; charset=utf-8', body: missingReferentsCsv(rows) };
      },
    },
  ],
  [
    MEETING_FILE,
    {
      roles: ['anyone'],
      // Whoever is not convened learns nothing, not even that there is such a meeting.
      make: async (context, { calendars, values }) => {
        const found = findMeeting(context, values['reunion'] ?? '');
        if (found instanceof Refusal) return null;
        const body = (await calendars()).file(calendarMeeting(context, found));
        return { name: `${found.meeting.number}.ics`, type: CALENDAR_TYPE, body };
      },
    },
  ],
]);

/**
 * Makes the file that a link names, for whom the link was made, as the records are now. Null for a file that there is
 * not, and for somebody who may not have it (any more): both read the same from outside.
 */
export function createFiles(
  core: Core,
  calendars: Calendars,
): (holder: LinkHolder, file: LinkedFile) => Promise<MadeFile | null> {
  return async (holder, { file, values }) => {
    const spec = FILES.get(file);
    if (spec === undefined) return null;
    await core.world.catchUp();
    const context = contextOf(core, holder);
    const roles = rolesOf(context.actor);
    if (!spec.roles.some((role) => roles.has(role))) return null;
    const made = await spec.make(context, { store: core.store, calendars, values });
    await core.store.flushed();
    return made;
  };
}

function contextOf({ world, settings, now }: Core, holder: LinkHolder): FileContext {
  const visitor: Visitor = { ...holder, name: null, reference: null };
  const at = now();
  const today = parisDay(at);
  return { actor: actorOf(world, settings, visitor, today), world, settings, now: at, today };
}

async function historyOf(store: Store, personId: string): Promise<OwnHistory> {
  const entries = [];
  for await (const entry of store.journal()) if (names(entry, personId)) entries.push(entry);
  const messages = [];
  for await (const message of store.messages()) if (message.to === personId) messages.push(message);
  return { entries, messages };
}
