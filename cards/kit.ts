import { card, facts, form, list, notice, run, strong, subtle, text } from './blocks.ts';
import { ACCOUNT, MENTION_QUOTED, RULES_ARTICLE } from './communication-words.ts';
import { type KitReportView, reportBlocks } from './kit-report.ts';
import type { Action, Block, Card } from './model.ts';
import { frInstant, NBSP, quoted, shortLabel, THIN } from './words.ts';

/** A kit as every card about it shows it. */
export interface KitView {
  /** Title of its track. */
  readonly track: string;
  /** What names the track in a command. */
  readonly trackValue: string;
  readonly version: string;
  /** The version whose place it takes; null for the first. */
  readonly replaces: string | null;
  /** UTC instant; null for the one of the programme file, which says no day. */
  readonly availableAt: string | null;
  readonly changes: string | null;
  readonly links: readonly string[];
  /** `url`: where the reader downloads it; null where the card brings no link. */
  readonly files: readonly { readonly label: string; readonly url: string | null }[];
}

/** A version that is not the current one. */
export interface OtherKitView {
  readonly version: string;
  readonly availableAt: string | null;
}

/** What the coordination sees beside the kit. */
export interface KitDeskView {
  /** Takes its place by itself; null when none is to. */
  readonly scheduled: OtherKitView | null;
  /** Newest first. */
  readonly older: readonly OtherKitView[];
  /** Null for a kit that was announced to nobody: the programme file's. */
  readonly report: KitReportView | null;
}

/** To everybody who speaks for a beneficiary of the track: a kit has become available. */
export function kitReady(view: KitView): Card {
  return card(
    'kit-ready',
    kitTitle(view.version),
    [
      text(`Le kit de communication du parcours ${quoted(view.track)} est à votre disposition.`),
      ...replacesBlocks(view),
      facts([
        ['Version', view.version],
        ['Ce qui change', view.changes],
        ['Fichiers', fileNames(view)],
      ]),
      ...ruleBlocks(),
    ],
    [...linkActions(view.links), seeKit(view), checkText()],
  );
}

/** The current kit of a track; `desk` null for whoever is not of the coordination. */
export function kitCard(view: KitView, desk: KitDeskView | null): Card {
  return card(
    'kit',
    kitTitle(view.version),
    [
      facts([
        ['Parcours', view.track],
        ['Version', view.version],
        ['Disponible depuis le', view.availableAt === null ? null : frInstant(view.availableAt)],
        ['Ce qui change', view.changes],
        ['Fichiers', fileNames(view)],
      ]),
      ...ruleBlocks(),
      ...(desk === null ? [] : deskBlocks(desk)),
    ],
    [
      ...linkActions(view.links),
      ...view.files.flatMap(({ label, url }): Action[] =>
        url === null ? [] : [{ kind: 'link', label: shortLabel(`Télécharger ${label}`), url }],
      ),
      checkText(),
      ...(desk === null ? [] : [publishForm('Publier une nouvelle version', view.trackValue)]),
    ],
  );
}

/** While a track has no kit. Only those who will be told of it read so. */
export function kitMissing(view: {
  readonly track: string;
  readonly trackValue: string;
  readonly willBeTold: boolean;
  /** Null for whoever is not of the coordination. */
  readonly desk: Pick<KitDeskView, 'scheduled'> | null;
}): Card {
  const { track, trackValue, willBeTold, desk } = view;
  const told = willBeTold ? ' Vous serez prévenu(e) dès sa publication.' : '';
  return card(
    'kit-missing',
    'Kit de communication',
    [
      subtle(`Parcours ${quoted(track)}`),
      text(`Le kit de ce parcours n'est pas encore disponible.${told}`),
      ...(desk?.scheduled == null ? [] : [scheduledNotice(desk.scheduled)]),
      ...ruleBlocks(),
    ],
    [checkText(), ...(desk === null ? [] : [publishForm('Publier le kit', trackValue)])],
  );
}

/** `Kit de communication : version 2`. */
export function kitTitle(version: string): string {
  return `Kit de communication${NBSP}: version ${version}`;
}

/** Names of the files of a kit; null for none. */
export function fileNames({ files }: Pick<KitView, 'files'>): string | null {
  return files.length === 0 ? null : files.map(({ label }) => label).join(', ');
}

/** That a kit takes the place of another. */
export function replacesBlocks({ replaces }: Pick<KitView, 'replaces'>): readonly Block[] {
  return replaces === null ? [] : [text(`Il remplace la version ${replaces}.`)];
}

/** Opens each address of a kit, called by its site. */
export function linkActions(links: readonly string[]): readonly Action[] {
  const sites = links.map((url) => new URL(url).host);
  return links.map((url, index) => {
    const site = sites[index];
    const rank = sites.slice(0, index).filter((one) => one === site).length + 1;
    const isAlone = sites.filter((one) => one === site).length === 1;
    return { kind: 'link', label: shortLabel(`Ouvrir ${site}${isAlone ? '' : ` (${rank})`}`), url };
  });
}

/** Shows the current kit of a track. */
export function seeKit({ trackValue }: Pick<KitView, 'trackValue'>): Action {
  return run('Voir le kit', 'kit voir', { parcours: trackValue });
}

function checkText(): Action {
  return form('Vérifier un texte', 'texte verifier');
}

function publishForm(label: string, trackValue: string): Action {
  return form(label, 'kit publier', { parcours: trackValue });
}

function ruleBlocks(): readonly Block[] {
  return [
    text(
      `À utiliser avec la mention ${MENTION_QUOTED} et le logotype, visibles${THIN}; sur les réseaux sociaux, avec ${ACCOUNT}.`,
    ),
    subtle(RULES_ARTICLE),
  ];
}

function deskBlocks({ scheduled, older, report }: KitDeskView): readonly Block[] {
  return [
    ...(scheduled === null ? [] : [scheduledNotice(scheduled)]),
    ...(report === null ? [] : reportBlocks(report)),
    ...(older.length === 0 ? [] : [strong('Versions précédentes'), list(older.map(olderLine))]),
  ];
}

function scheduledNotice({ version, availableAt }: OtherKitView): Block {
  return notice('info', `La version ${version} sera disponible le ${frInstant(String(availableAt))}.`);
}

function olderLine({ version, availableAt }: OtherKitView): string {
  const since = availableAt === null ? 'fichier de programme' : `depuis le ${frInstant(availableAt)}`;
  return `Version ${version} (${since})`;
}
