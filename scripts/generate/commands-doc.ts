import type { Command, CommandField, Role } from '../../src/usecases/command.ts';
import { commands, isTyped } from '../../src/usecases/commands.ts';
import type { KnownOptions } from '../../src/usecases/fields.ts';
import { french, GENERATED, table } from './markdown.ts';

const ROLES: Readonly<Record<Role, string>> = {
  anyone: 'tout le monde',
  referent: 'référent',
  deputy: 'suppléant',
  coordinator: 'coordination',
  contractor: 'prestataire',
};

const OPTIONS: Readonly<Record<KnownOptions, string>> = {
  communes: 'collectivités que la personne peut choisir',
  phases: 'étapes du calendrier',
  tracks: 'parcours',
  meetings: 'réunions que la personne peut voir',
  options: 'expérimentations proposées par le parcours',
  deliverables: 'livrables que la personne peut voir',
  incidents: 'signalements que la personne peut voir',
  coordinators: 'personnes de la coordination',
};

const WIDGETS: Readonly<Record<CommandField['meta']['widget'], string>> = {
  text: 'texte',
  multiline: 'texte de plusieurs lignes',
  choice: 'choix',
  date: 'date (jj/mm/aaaa)',
  email: 'courriel',
  phone: 'téléphone',
  file: 'fichier',
  hidden: 'porté par un bouton',
};

/** The commands that people type, in one table: for the README. */
export function commandsTable(): string {
  const rows = commands
    .filter(isTyped)
    .map((command) => [`\`${command.word}\``, command.help, rolesOf(command.roles), command.article ?? '–']);
  return french(table(['Commande', "Ce qu'elle permet", 'Pour qui', 'Texte'], rows));
}

/** docs/commands.md: every command with its fields. */
export function commandsDoc(): string {
  const typed = commands.filter(isTyped);
  const buttons = commands.filter((command) => !isTyped(command));
  return french(
    `${[
      '# Commandes',
      GENERATED,
      "Sur Slack : `/jalon <commande>`, ou la commande seule en message direct. Sur Teams et sur la page d'essai : la commande seule, avec ou sans « jalon » devant. Les accents et les majuscules ne comptent pas. Les champs s'écrivent dans l'ordre du tableau, ou par leur nom (`commune:choisy-le-roi`) ; une commande à laquelle il manque un champ obligatoire ouvre son formulaire.",
      "## Commandes que l'on écrit",
      ...typed.flatMap(section),
      '## Commandes que seuls des boutons appellent',
      "Elles portent une valeur que personne n'écrit : la demande, la proposition ou l'échéance dont la carte parle.",
      ...buttons.flatMap(section),
    ].join('\n\n')}\n`,
  );
}

function section(command: Command): readonly string[] {
  const { fields, ...about } = command;
  const aliases = Object.keys(about.aliases);
  const rows = Object.entries(fields).map(([name, field]) => [
    `\`${name}\``,
    field.meta.label === '' ? '–' : field.meta.label,
    kindOf(field),
    needOf(name, field),
    field.meta.hint ?? '–',
  ]);
  return [
    `### \`${about.word}\` : ${about.title}`,
    `${capital(about.help)}. Pour : ${rolesOf(about.roles)}. ${about.article === null ? '' : `Texte : ${about.article}.`}`.trim(),
    ...(aliases.length === 0 ? [] : [`Aussi : ${aliases.map((word) => `\`${word}\``).join(', ')}.`]),
    ...(rows.length === 0
      ? ['Aucun champ.']
      : [table(['Champ', 'Libellé', 'Nature', 'Obligatoire', 'Indication'], rows)]),
  ];
}

function kindOf({ meta }: CommandField): string {
  if (meta.widget === 'choice') {
    const choices =
      typeof meta.options === 'string' ? OPTIONS[meta.options] : meta.options.map((o) => o.label).join(', ');
    return `${WIDGETS.choice} : ${choices}`;
  }
  return meta.maxLength === null || meta.widget === 'hidden'
    ? WIDGETS[meta.widget]
    : `${WIDGETS[meta.widget]}, ${meta.maxLength} caractères au plus`;
}

/** A beneficiary may be left out by whoever has just one; the resolver asks for it otherwise. */
function needOf(name: string, field: CommandField): string {
  if (field.required) return 'oui';
  return name === 'commune' ? "si l'on en a plusieurs" : 'non';
}

function rolesOf(roles: readonly Role[]): string {
  return roles.map((role) => ROLES[role]).join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
