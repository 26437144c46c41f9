import { card, facts, form, list, notice, run, subtle, text } from './blocks.ts';
import { RULES_ARTICLE } from './communication-words.ts';
import { fileNames, type KitView, kitTitle, replacesBlocks, seeKit } from './kit.ts';
import { unassignedBlocks } from './kit-report.ts';
import type { Block, Card, Values } from './model.ts';
import { count, frInstant, frLongDay, NBSP, THIN } from './words.ts';

/** Who will be told of a kit. */
export interface KitReadersView {
  readonly people: number;
  /** Names of the beneficiaries for which nobody is designated. */
  readonly unassigned: readonly string[];
}

/** The next working morning, at 9 h. */
export interface MorningView {
  /** Paris day, ISO. */
  readonly on: string;
  readonly isTomorrow: boolean;
  /** UTC instant, as the button carries it. */
  readonly at: string;
}

/** What the button that publishes at once carries in place of an instant. */
export const NOW = 'maintenant';

/** Before anything is recorded: what the kit holds and who receives it. */
export function kitPreview(
  view: KitView,
  readers: KitReadersView,
  when: { readonly morning: MorningView; readonly values: Values },
): Card {
  const { morning, values } = when;
  const publish = (quand: string) => ({ ...values, quand });
  return card(
    'kit-preview',
    question(readers),
    [
      ...contents(view),
      ...(readers.people === 0 ? [text('Personne ne sera prévenu.')] : []),
      ...unassignedBlocks(readers),
      text("Rien n'est encore enregistré."),
      subtle(RULES_ARTICLE),
    ],
    [
      run(`Publier ${morningWords(morning)}`, 'kit publier', publish(morning.at), 'primary'),
      run('Publier maintenant', 'kit publier', publish(NOW)),
      form('Corriger', 'kit publier', values),
      run('Annuler', 'annuler', { objet: 'kit' }),
    ],
  );
}

/** To the coordinator who published it, at once or for a morning to come. */
export function kitPublished(view: KitView, readers: KitReadersView, isNow: boolean): Card {
  return card(
    'kit-published',
    `${isNow ? 'Kit publié' : 'Publication programmée'}${NBSP}: version ${view.version}`,
    [
      notice('success', publishedSentence(view, isNow)),
      text(toldSentence(readers, isNow)),
      ...unassignedBlocks(readers),
      ...contents(view),
      subtle(`Les annonces partent de 8${NBSP}h à 19${NBSP}h, les jours ouvrés.`),
    ],
    [seeKit(view)],
  );
}

function contents(view: KitView): readonly Block[] {
  return [
    text(`${kitTitle(view.version)}.`),
    ...replacesBlocks(view),
    facts([
      ['Parcours', view.track],
      ['Ce qui change', view.changes],
      ['Fichiers', fileNames(view)],
    ]),
    ...(view.links.length === 0 ? [] : [list(view.links)]),
  ];
}

function publishedSentence({ version, availableAt }: KitView, isNow: boolean): string {
  return isNow
    ? `La version ${version} du kit est disponible.`
    : `La version ${version} du kit sera disponible le ${frInstant(String(availableAt))}.`;
}

function toldSentence({ people }: KitReadersView, isNow: boolean): string {
  if (isNow)
    return people === 0
      ? "Personne n'est à prévenir pour le moment."
      : `L'annonce part auprès de ${readersWords(people)}.`;
  return `Elle sera annoncée à ce moment aux personnes désignées alors${people === 0 ? '' : `${NBSP}: ${readersWords(people)} aujourd'hui`}.`;
}

function question({ people }: KitReadersView): string {
  return people === 0 ? `Publier le kit${THIN}?` : `Publier auprès de ${readersWords(people)}${THIN}?`;
}

function readersWords(people: number): string {
  return count(people, 'référent ou suppléant', 'référents et suppléants');
}

function morningWords({ on, isTomorrow }: MorningView): string {
  const day = isTomorrow ? 'demain' : frLongDay(on).slice(0, -'/2026'.length);
  return `${day} à 9${NBSP}h`;
}
