import { deliverableCsv } from '../../cards/deliverable-matrix.ts';
import { lateCsv } from '../../cards/late.ts';
import { missingReferentsCsv } from '../../cards/missing-csv.ts';
import type { Values } from '../../cards/model.ts';
import type { Paper } from '../../cards/paper.ts';
import { publicationsCsv } from '../../cards/publication-list.ts';
import { reviewCsv } from '../../cards/review.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import type { KeptFile } from '../domain/kernel/file.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { actorOf, rolesOf } from './actor.ts';
import { MEDIA_TYPES } from './attachments/kinds.ts';
import type { Visitor } from './bot.ts';
import { CALENDAR_TYPE, type Calendars } from './calendars.ts';
import type { Context, Role } from './command.ts';
import { calendarMeeting, MEETING_FILE } from './committee/calendar.ts';
import { findMeeting } from './committee/meetings.ts';
import { CHECKED_FILE } from './communication/check-words.ts';
import { kitFile } from './communication/kit-file.ts';
import { KIT_FILE, KIT_ROLES } from './communication/kit-view.ts';
import { OPINION_FILE, opinionFile } from './communication/opinions.ts';
import { PUBLICATIONS_FILE, publicationRows } from './communication/publications.ts';
import { REVIEWS_FILE, reviewLines } from './convention/review-view.ts';
import type { Core } from './core.ts';
import { deliverableFile } from './deliverable/file.ts';
import { MATRIX_FILE, matrixLines } from './deliverable/matrix.ts';
import { DELIVERABLE_FILE } from './deliverable/view.ts';
import { trackNamed } from './enrol.ts';
import { INCIDENTS_FILE, INCIDENTS_PAPER, incidentsPaperOf, incidentsTable } from './incident/export.ts';
import { incidentAttachment, incidentReceipt } from './incident/files.ts';
import { ATTACHMENT_FILE, RECEIPT_FILE } from './incident/view.ts';
import type { LinkedFile, LinkHolder, Links } from './links.ts';
import { MISSING_REFERENTS_FILE, withoutReferent } from './missing-referents.ts';
import { names, type OwnHistory, ownFileText } from './own-data.ts';
import type { Papers } from './papers.ts';
import type { Store } from './ports.ts';
import { LATE_FILE, lateCommunes } from './show-late.ts';
import { OWN_DATA_FILE } from './show-own-data.ts';
import { allTargets } from './target.ts';

/** A file as a browser downloads it. */
export interface MadeFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** A file is made of what is known: it neither names anything new nor links any further. */
type FileContext = Omit<Context, 'newId' | 'fileUrl' | 'feedUrl' | 'givenFile'>;

interface MakingParts {
  readonly store: Store;
  readonly links: Links;
  readonly calendars: Calendars;
  readonly papers: Papers;
  readonly values: Values;
}

interface FileSpec {
  readonly roles: readonly Role[];
  /** Null when there is nothing to tell whoever asks. */
  make(context: FileContext, parts: MakingParts): Promise<MadeFile | null>;
}

const CSV_TYPE = MEDIA_TYPES.csv;

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
    DELIVERABLE_FILE,
    {
      roles: ['referent', 'deputy', 'coordinator', 'contractor'],
      make: async (context, { store, values }) => keptFile(store, deliverableFile(context, values)),
    },
  ],
  [
    ATTACHMENT_FILE,
    {
      roles: ['referent', 'deputy', 'coordinator', 'contractor'],
      make: async (context, { store, values }) => keptFile(store, incidentAttachment(context, values)),
    },
  ],
  [
    RECEIPT_FILE,
    {
      roles: ['referent', 'deputy', 'coordinator', 'contractor'],
      make: async (context, { links, papers, values }) =>
        printed(papers, values['incident'] ?? RECEIPT_FILE, incidentReceipt(context, values, links.checkUrl)),
    },
  ],
  [
    CHECKED_FILE,
    {
      roles: ['anyone'],
      make: async ({ actor }, { links, store, values }) => {
        const opened = links.readUpload(values['fichier'] ?? '');
        const { platform, accountId } = actor.visitor;
        const isTheirs = opened?.holder.platform === platform && opened.holder.accountId === accountId;
        return opened?.given.kind === 'kept' && isTheirs ? keptFile(store, opened.given.file) : null;
      },
    },
  ],
  [
    KIT_FILE,
    {
      roles: KIT_ROLES,
      make: async (context, { store, values }) => keptFile(store, kitFile(context, values)),
    },
  ],
  [
    OPINION_FILE,
    {
      // Whoever was asked has no role in the programme.
      roles: ['anyone'],
      make: async (context, { store, values }) => keptFile(store, opinionFile(context, values)),
    },
  ],
  csvFile(INCIDENTS_FILE, incidentsTable),
  [
    INCIDENTS_PAPER,
    {
      roles: ['coordinator'],
      make: async (context, { papers, values }) =>
        printed(papers, `${INCIDENTS_FILE}-${context.today}`, incidentsPaperOf(context, values)),
    },
  ],
  csvFile(REVIEWS_FILE, (context) => reviewCsv(reviewLines(context))),
  csvFile(PUBLICATIONS_FILE, (context, values) => publicationsCsv(publicationRows(context, values))),
  csvFile(LATE_FILE, (context) => lateCsv(lateCommunes(context, allTargets(context.world)))),
  csvFile(MISSING_REFERENTS_FILE, (context) =>
    missingReferentsCsv(
      withoutReferent(context).map(({ facts, beneficiary }) => ({
        ...beneficiary.facts,
        track: facts.title,
      })),
    ),
  ),
  csvFile(MATRIX_FILE, (context, values) => {
    const track = trackNamed(context.world, values['parcours'] ?? null);
    return track instanceof Refusal ? null : deliverableCsv(matrixLines(context, track));
  }),
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

/** What somebody gave, by its own name; null for nothing, and for what is no longer kept. */
async function keptFile({ files }: Store, file: KeptFile | null): Promise<MadeFile | null> {
  const body = file === null ? null : await files.get(file.hash);
  return file === null || body === null ? null : { name: file.name, type: MEDIA_TYPES[file.kind], body };
}

/** A document to print; null for nothing. */
async function printed(papers: Papers, name: string, paper: Paper | null): Promise<MadeFile | null> {
  if (paper === null) return null;
  return { name: `${name}.pdf`, type: MEDIA_TYPES.pdf, body: await (await papers()).pdf(paper) };
}

/** An export of coordinators: its name says its day. Null where there is nothing to export. */
function csvFile(
  file: string,
  bodyOf: (context: FileContext, values: Values) => string | null,
): readonly [string, FileSpec] {
  const make: FileSpec['make'] = async (context, { values }) => {
    const body = bodyOf(context, values);
    return body === null ? null : { name: `${file}-${context.today}.csv`, type: CSV_TYPE, body };
  };
  return [file, { roles: ['coordinator'], make }];
}

/**
 * Makes the file that a link names, for whom the link was made, as the records are now. Null for a file that there is
 * not, and for somebody who may not have it (any more): both read the same from outside.
 */
export function createFiles(
  core: Core,
  { calendars, papers }: { readonly calendars: Calendars; readonly papers: Papers },
): (holder: LinkHolder, file: LinkedFile) => Promise<MadeFile | null> {
  return async (holder, { file, values }) => {
    const spec = FILES.get(file);
    if (spec === undefined) return null;
    await core.world.catchUp();
    const context = contextOf(core, holder);
    const roles = rolesOf(context.actor);
    if (!spec.roles.some((role) => roles.has(role))) return null;
    const made = await spec.make(context, {
      store: core.store,
      links: core.links,
      calendars,
      papers,
      values,
    });
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
