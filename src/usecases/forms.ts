import { deliverableName } from '../../cards/deliverable.ts';
import { meetingLabel } from '../../cards/meeting.ts';
import type { Field, FieldOption, Form, Values } from '../../cards/model.ts';
import { describeReason } from '../../cards/refusal-words.ts';
import { shortLabel } from '../../cards/words.ts';
import { currentVersion } from '../domain/deliverable/standing.ts';
import type { Reason } from '../domain/kernel/refusal.ts';
import { fold } from '../domain/kernel/text.ts';
import { filesIn, givenOptions } from './attachments/given.ts';
import type { Command, CommandField, Context } from './command.ts';
import { meetingsFor } from './committee/meetings.ts';
import { experimentValue } from './convention/experiments.ts';
import { deliverablesFor } from './deliverable/deliverables.ts';
import { coordinatorIds } from './designate.ts';
import { type FieldMeta, LONGEST_HIDDEN } from './fields.ts';
import { incidentsFor } from './incident/incidents.ts';
import { contactView } from './people.ts';
import { targetsFor, targetValue } from './target.ts';
import { tracksFor } from './tracks.ts';

/** The command's form, with what is known already and, under each field, why it was refused. */
export function formOf(
  command: Command,
  context: Context,
  values: Values,
  reasons: Readonly<Record<string, Reason>> = {},
): Form {
  const filled = { ...command.prefill(context, values), ...withOwnCommune(command, context), ...values };
  const needed = command.neededInForm(filled);
  const labels = command.labels(context, filled);
  const fields = Object.entries(command.fields).flatMap(([name, { required, meta }]) => {
    const { [name]: label = meta.label } = labels;
    if (label === null) return [];
    const field = { required: required || needed.includes(name), meta: { ...meta, label } };
    return fieldOf(name, field, command, context, filled[name] ?? '');
  });
  const shown = fields.map(({ name }) => name);
  const faults = { ...fileFaults(command, context, filled), ...reasons };
  const hidden = Object.keys(command.fields).filter((name) => !shown.includes(name));
  return {
    command: command.word,
    title: command.title,
    intro: [],
    fields,
    values: shownValues(fields, filled),
    errors: Object.fromEntries(
      Object.entries(faults).map(([name, reason]) => [name, describeReason(reason).sentence]),
    ),
    hidden: carried(filled, hidden),
    submitLabel: command.submitLabel,
    ...(command.keepsDraft ? { keepsDraft: true } : {}),
  };
}

function fieldOf(
  name: string,
  { required, meta }: CommandField,
  command: Command,
  context: Context,
  value: string,
): readonly Field[] {
  const { label, widget, hint, maxLength, mostFiles } = meta;
  if (widget === 'hidden') return [];
  const options = widget === 'file' ? givenOptions(context, value) : optionsOf(meta, command, context);
  const field = { name, label, widget, required: required || name === 'commune', hint, maxLength, options };
  return [mostFiles === undefined ? field : { ...field, mostFiles }];
}

/** Why files that came with a line or a button were not taken: the form is where it is told. */
function fileFaults({ fields }: Command, context: Context, filled: Values): Readonly<Record<string, Reason>> {
  const faults = Object.entries(fields).flatMap(
    ([
      name,
      {
        meta: { mostFiles },
      },
    ]) => {
      const files = mostFiles === undefined ? [] : filesIn(context, name, filled[name], mostFiles);
      return 'reason' in files ? [[name, files.reason] as const] : [];
    },
  );
  return Object.fromEntries(faults);
}

/**
 * A choice that was typed as people read it (« Choisy-le-Roi ») is the option that it names. Of files, what was refused is
 * told under the field and left behind: it would be refused again each time.
 */
function shownValues(fields: readonly Field[], filled: Values): Values {
  const known = fields.flatMap(({ name, widget, options }) => {
    const value = filled[name];
    if (value === undefined) return [];
    if (widget === 'file') return options.length === 0 ? [] : [[name, options.map((o) => o.value).join(' ')]];
    const option = options.find((o) => o.value === value || fold(o.label) === fold(value));
    return [[name, option?.value ?? value]];
  });
  return Object.fromEntries(known);
}

function withOwnCommune(command: Command, context: Context): Values {
  if (command.fields['commune'] === undefined) return {};
  const [only, ...others] = targetsFor(context, command.roles);
  return only === undefined || others.length > 0 ? {} : { commune: targetValue(context.world, only) };
}

function optionsOf(meta: FieldMeta, command: Command, context: Context): readonly FieldOption[] {
  switch (meta.options) {
    case 'communes':
      return targetsFor(context, command.roles).map((target) => ({
        value: targetValue(context.world, target),
        label: shortLabel(target.beneficiary.facts.name),
      }));
    case 'phases':
      return phaseOptions(context);
    case 'tracks':
      return tracksFor(context, command.roles).map(({ id, facts }) => ({
        value: id,
        label: shortLabel(facts.title),
      }));
    case 'meetings':
      return meetingOptions(context);
    case 'deliverables':
      return deliverableOptions(context);
    case 'incidents':
      return incidentsFor(context).map(({ incident, beneficiary }) => ({
        value: incident.number,
        label: shortLabel(`${incident.number} ${beneficiary.facts.name}`),
      }));
    case 'coordinators':
      return coordinatorIds(context).map((id) => ({
        value: id,
        label: shortLabel(contactView(context.world.people, id).name),
      }));
    case 'options':
      return experimentOptions(context);
    default:
      return meta.options;
  }
}

function phaseOptions(context: Context): readonly FieldOption[] {
  const phases = [...context.world.tracks.values()].flatMap((track) => track.facts?.phases ?? []);
  return [
    ...new Map(
      phases.map((phase) => [phase.id, { value: phase.id, label: shortLabel(phase.title) }]),
    ).values(),
  ];
}

/** Those that take place, the ones to come first, then the past ones, newest first. */
function meetingOptions(context: Context): readonly FieldOption[] {
  const today = context.today.toString();
  const standing = meetingsFor(context).filter(({ meeting }) => meeting.cancelled === null);
  const [past, coming] = [
    standing.filter(({ meeting }) => meeting.on < today),
    standing.filter(({ meeting }) => meeting.on >= today),
  ];
  return [...coming, ...past.reverse()].map(({ meeting }) => ({
    value: meeting.number,
    label: shortLabel(meetingLabel(meeting)),
  }));
}

/** By rank: their titles are longer than a platform lets a choice's value be. */
function experimentOptions({ world }: Context): readonly FieldOption[] {
  return [...world.tracks.values()].flatMap(({ id, facts }) =>
    (facts?.options ?? []).map((title, index) => ({
      value: experimentValue(world, id, index + 1),
      label: shortLabel(title),
    })),
  );
}

/** Those that are to be validated, newest first. */
function deliverableOptions(context: Context): readonly FieldOption[] {
  return deliverablesFor(context)
    .filter(({ deliverable }) => deliverable.withdrawn === null)
    .map(({ deliverable }) => {
      const { version } = currentVersion(deliverable);
      const { number, title } = deliverable;
      return { value: number, label: shortLabel(deliverableName({ number, title, version })) };
    });
}

/** No button of ours carries more: what is longer would be refused in any case, and not every platform takes it. */
function carried(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      return value === undefined || value.length > LONGEST_HIDDEN ? [] : [[name, value]];
    }),
  );
}
