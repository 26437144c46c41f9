import { kitPreview, kitPublished, type MorningView, NOW } from '../../../cards/kit-publish.ts';
import type { Values } from '../../../cards/model.ts';
import { atParis, parisDay } from '../../domain/calendar/hours.ts';
import { isWorkingDay, nextWorkingDay } from '../../domain/calendar/workdays.ts';
import type { KitPublished } from '../../domain/communication/events.ts';
import { holdsTheSame, kitNamed, kitsOf } from '../../domain/communication/kits.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { TrackState } from '../../domain/track/state.ts';
import { actorId } from '../actor.ts';
import { filesIn } from '../attachments/given.ts';
import { carried } from '../carried.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { trackNamed } from '../enrol.ts';
import { attachment, hidden, known, line, paragraph } from '../fields.ts';
import { readWebAddress } from '../web-address.ts';
import { kitReadersOn, kitView } from './kit-view.ts';

const MOST_LINKS = 5;
const MOST_FILES = 3;
/** What a button carries at most, its values written as JSON, in characters. */
const LONGEST_VALUES = 2_000;
/** Hour of Paris at which a kit that is ordered for a morning becomes available. */
const MORNING_HOUR = 9;

/**
 * Règlement, art. 9: MGP gives the beneficiaries of a track a kit, at once or for the next working morning. What it holds and
 * who receives it is shown before anything is recorded. Refused: neither a link nor a file, an address that is not http(s), a
 * version that the track has already, what the newest version holds already, and more than the confirming button carries.
 */
export const publishKit = defineCommand({
  word: 'kit publier',
  title: 'Publier un kit de communication',
  help: 'mettre un kit de communication à disposition des collectivités',
  article: 'règlement, art. 9',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    version: line({ label: 'Version', hint: '1, 2026-03…' }, 20),
    liens: paragraph(
      { label: 'Liens', hint: `Un par ligne, ${MOST_LINKS} au plus` },
      { min: 1, max: 1_500 },
    ).optional(),
    fichiers: attachment({ label: 'Fichiers' }, MOST_FILES).optional(),
    nouveautes: paragraph({ label: 'Ce qui change' }, { min: 1, max: 500 }).optional(),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
    quand: hidden().optional(),
  },
  run: (input, context) => {
    const track = trackNamed(context.world, input.parcours ?? null);
    if (track instanceof Refusal) return track;
    const content = readKit(context, input);
    if (content instanceof Refusal) return content;
    const refusal = refuseAgain(track, { ...content, version: input.version });
    if (refusal !== null) return refusal;
    const morning = morningAfter(context);
    const availableAt = readWhen(context, input.quand);
    const data: KitPublished = {
      version: input.version,
      ...content,
      changes: input.nouveautes ?? null,
      availableAt: availableAt ?? morning.at,
      byId: actorId(context.actor),
    };
    const view = kitView(track, { ...data, at: null }, null);
    const day = parisDay(Temporal.Instant.from(data.availableAt)).toString();
    const { people, unassigned } = kitReadersOn(context, track, day);
    const readers = { people: people.length, unassigned };
    if (availableAt === null) {
      const { quand: _asked, ...rest } = input;
      const values = { ...carried(rest), parcours: track.id };
      return fits(values, morning)
        ? { kind: 'answer', card: kitPreview(view, readers, { morning, values }) }
        : tooLarge();
    }
    return decision({
      track: track.id,
      events: [{ type: 'kit-published', data }],
      card: kitPublished(view, readers, input.quand === NOW),
    });
  },
});

function readKit(
  context: Pick<Context, 'givenFile'>,
  { liens = '', fichiers }: { readonly liens?: string | undefined; readonly fichiers?: string | undefined },
): Pick<KitPublished, 'links' | 'files'> | Refusal {
  const links = new Set<string>();
  for (const typed of liens.split(/\s+/u).filter((one) => one !== '')) {
    const url = readWebAddress(typed, 'liens');
    if (url instanceof Refusal) return url;
    links.add(url);
  }
  if (links.size > MOST_LINKS) return tooLarge();
  const files = filesIn(context, 'fichiers', fichiers, MOST_FILES);
  if (files instanceof Refusal) return files;
  if (links.size + files.length === 0) return new Refusal({ code: 'kit-empty' }, 'liens');
  return { links: [...links], files };
}

function refuseAgain(
  track: TrackState,
  kit: Pick<KitPublished, 'version' | 'links' | 'files'>,
): Refusal | null {
  const same = kitNamed(track, kit.version);
  if (same !== undefined) {
    const day = same.at === null ? null : parisDay(Temporal.Instant.from(same.at)).toString();
    return new Refusal({ code: 'kit-version-exists', version: same.version, day }, 'version');
  }
  const newest = kitsOf(track).at(-1);
  return newest !== undefined && holdsTheSame(newest, kit)
    ? new Refusal({ code: 'kit-unchanged', version: newest.version }, 'liens')
    : null;
}

/** The next working morning. */
function morningAfter({ today, settings }: Pick<Context, 'today' | 'settings'>): MorningView {
  const day = nextWorkingDay(today, settings.holidays);
  return {
    on: day.toString(),
    isTomorrow: day.equals(today.add({ days: 1 })),
    at: atParis(day, MORNING_HOUR).toString(),
  };
}

/**
 * The UTC instant that a button of the preview asks for; null for none, and for a morning that is over: what would happen
 * by now is shown again.
 */
function readWhen(context: Context, quand: string | undefined): string | null {
  const { now, today, settings } = context;
  if (quand === NOW) return now.toString();
  // A preview of yesterday evening may be confirmed before 9 h.
  const thisMorning = atParis(today, MORNING_HOUR);
  const isToCome = isWorkingDay(today, settings.holidays) && Temporal.Instant.compare(now, thisMorning) < 0;
  const offered = [morningAfter(context).at, ...(isToCome ? [thisMorning.toString()] : [])];
  return offered.find((at) => at === quand) ?? null;
}

/** Whether the button that confirms can carry it. */
function fits(values: Values, { at }: MorningView): boolean {
  return JSON.stringify({ ...values, quand: at }).length <= LONGEST_VALUES;
}

function tooLarge(): Refusal {
  return new Refusal({ code: 'kit-too-large', mostLinks: MOST_LINKS, mostFiles: MOST_FILES }, 'liens');
}
