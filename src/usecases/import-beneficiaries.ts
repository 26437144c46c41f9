import { importDone, importLine } from '../../cards/beneficiary.ts';
import type { Values } from '../../cards/model.ts';
import { type ImportFault, type Reason, Refusal } from '../domain/kernel/refusal.ts';
import { fold } from '../domain/kernel/text.ts';
import { formatNumber, type NumberTaken } from '../domain/people/directory.ts';
import type { TrackEvent } from '../domain/track/events.ts';
import type { TrackState } from '../domain/track/state.ts';
import { changeReferent } from './change-referent.ts';
import { type Context, type Decision, decision, defineCommand, type Outcome } from './command.ts';
import { DraftWorld } from './draft-world.ts';
import { beneficiaryFrom, trackNamed } from './enrol.ts';
import { known, paragraph } from './fields.ts';
import { type ImportRow, readImport } from './import-table.ts';
import { loadNumberingPlans } from './phone-number.ts';
import type { MessageDraft } from './ports.ts';

/** Room for 141 beneficiaries with two people each. */
const LONGEST = 60_000;

/**
 * A coordinator brings in beneficiaries and référents from a CSV (art. 4). All or nothing: each line is checked as the
 * commands `commune ajouter` and `referent changer` would, and every fault is told with its line and column.
 */
export const importBeneficiaries = defineCommand({
  word: 'import',
  title: 'Importer des référents',
  help: 'importer collectivités et référents depuis un CSV',
  article: 'convention, art. 4',
  roles: ['coordinator'],
  submitLabel: 'Importer',
  prepare: loadNumberingPlans,
  fields: {
    fichier: paragraph(
      {
        label: 'Contenu du CSV',
        hint: 'collectivite;siren;nom;fonction;courriel;telephone;role;a-compter-du',
      },
      { min: 1, max: LONGEST },
    ),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
  },
  run: (input, context) => {
    const rows = readImport(input.fichier);
    if (rows instanceof Refusal) return rows;
    const track = trackNamed(context.world, input.parcours ?? null);
    if (track instanceof Refusal) return track;
    return importRows(context, track, rows);
  },
});

interface Progress {
  readonly draft: DraftWorld;
  readonly numbers: NumberTaken[];
  readonly messages: MessageDraft[];
  readonly events: TrackEvent[];
  readonly lines: string[];
  readonly faults: ImportFault[];
  added: number;
}

function importRows(context: Context, track: TrackState, rows: readonly ImportRow[]): Outcome {
  const draft = new DraftWorld(context.world, track);
  const progress: Progress = {
    draft,
    numbers: [],
    messages: [],
    events: [],
    lines: [],
    faults: [],
    added: 0,
  };
  for (const row of rows) importRow({ ...context, world: draft }, row, progress);
  if (progress.faults.length > 0)
    return new Refusal({ code: 'import-faults', faults: progress.faults }, 'fichier');
  return decision({
    track: track.id,
    events: progress.events,
    numbers: progress.numbers,
    people: draft.writes(),
    messages: progress.messages,
    card: importDone({ added: progress.added, designated: progress.numbers.length, lines: progress.lines }),
  });
}

function importRow(context: Context, row: ImportRow, progress: Progress): void {
  const fault = (column: string, reason: Reason) => progress.faults.push({ line: row.line, column, reason });
  const { collectivite, siren } = row.cells;
  if (collectivite === undefined) {
    fault('collectivite', { code: 'missing-field' });
    return;
  }
  const facts = beneficiaryFrom({ name: collectivite, siren: siren ?? null });
  if (facts instanceof Refusal) {
    fault(facts.field === 'siren' ? 'siren' : 'collectivite', facts.reason);
    return;
  }
  const { track } = progress.draft;
  const isNew = !track.beneficiaries.has(facts.id);
  if (isNew) {
    progress.added += 1;
    take(progress, { type: 'beneficiary-added', data: { beneficiary: facts } }, context);
  }
  const about = { line: row.line, name: facts.name, added: isNew };
  const values = designationOf(context, `${track.id}/${facts.id}`, row);
  if (values === null) {
    progress.lines.push(importLine({ ...about, designated: null }));
    return;
  }
  const ready = changeReferent.read(values);
  if (ready.kind === 'faulty') {
    for (const [column, reason] of Object.entries(ready.reasons)) fault(column, reason);
    return;
  }
  const outcome = ready.run(context);
  if (outcome instanceof Refusal) fault(outcome.field ?? 'nom', outcome.reason);
  for (const decision of decisionsIn(outcome)) {
    takeDecision(progress, decision, context);
    const number = decision.numbers.map(formatNumber).join(', ');
    const role = fold(values.role) === 'suppleant' ? 'deputy' : 'referent';
    progress.lines.push(importLine({ ...about, designated: { name: values.nom, role, number } }));
  }
}

/** What the line would have typed in the form of `referent changer`; null where it names nobody. */
function designationOf(
  context: Context,
  commune: string,
  { cells }: ImportRow,
): (Values & { readonly nom: string; readonly role: string }) | null {
  const { nom, courriel, telephone, fonction, role } = cells;
  if (nom === undefined && courriel === undefined && telephone === undefined) return null;
  const given = { courriel, telephone, fonction, 'a-compter-du': cells['a-compter-du'] };
  const known = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...changeReferent.prefill(context, {}),
    ...Object.fromEntries(known),
    commune,
    nom: nom ?? '',
    role: role ?? 'referent',
    confirme: 'oui',
  };
}

function decisionsIn(outcome: Outcome): readonly Decision[] {
  return !(outcome instanceof Refusal) && outcome.kind === 'decision' ? [outcome] : [];
}

function takeDecision(progress: Progress, decision: Decision, context: Context): void {
  for (const event of decision.events) take(progress, event, context);
  progress.draft.takeNumbers(decision.numbers);
  progress.draft.takePeople(decision.people);
  progress.numbers.push(...decision.numbers);
  progress.messages.push(...decision.messages);
}

function take(progress: Progress, event: TrackEvent, context: Context): void {
  progress.events.push(event);
  progress.draft.takeEvent(event, context.now.toString());
}
