import type {
  CalendarFact,
  ConventionFlaw,
  FaultArticle,
  PhasesAfterTerm,
  PhasesTooLong,
  ReferentDetail,
  SirenFlaw,
} from '../src/domain/convention-check/fault.ts';
import type { ProgrammeFlaw } from '../src/domain/convention-check/programme.ts';
import { andList, count, echo, frDay, NBSP, ofName, orList, quoted, THIN } from './words.ts';

type Of<Code extends ConventionFlaw['code']> = Extract<ConventionFlaw, { readonly code: Code }>;

/** Where a fault stands: « art. 5 », « signature ». */
export function articleName(article: FaultArticle): string {
  switch (article) {
    case 'whole':
      return 'ensemble du texte';
    case 'parties':
    case 'signature':
      return article;
    case 'preamble':
      return 'préambule';
    case 'receipt':
      return 'accusé de réception';
    default:
      return `art.${NBSP}${article}`;
  }
}

/** The French sentences of one fault of a convention: what, why, how to mend it. */
export function conventionFaultWords(flaw: ConventionFlaw): string {
  switch (flaw.code) {
    case 'parts-missing':
      return partsMissing(flaw);
    case 'placeholder':
      return placeholder(flaw);
    case 'no-such-day':
      return `${echo(flaw.written)} n'est pas une date du calendrier. Corrigez-la.`;
    case 'beneficiary-unread':
      return `Le nom du bénéficiaire n'a pas pu être lu. Écrivez-le après ${quoted('Et')}, comme dans la convention type, par exemple ${quoted('La Ville de Choisy-le-Roi, collectivité territoriale dont le siège est à…')}.`;
    case 'beneficiary-unknown':
      return `${echo(flaw.name)} n'est ni une commune ni un EPT de la Métropole du Grand Paris (règlement, art.${NBSP}3). ${flaw.suggestions.length === 0 ? 'Vérifiez ce nom.' : `Vouliez-vous dire${NBSP}: ${orList(flaw.suggestions)}${THIN}?`}`;
    case 'other-beneficiary':
      return `Le texte nomme ici ${flaw.name}, alors que le bénéficiaire est ${flaw.expected}. Vérifiez de qui est cette convention, et corrigez le nom.`;
    case 'siren-missing':
      return `Le SIREN ${ofParty(flaw.name, flaw.official)} manque. Écrivez ${flaw.official ?? 'ses neuf chiffres'}.`;
    case 'siren-length':
    case 'siren-check-digit':
    case 'siren-of-another':
    case 'siren-of-nobody':
      return `${sirenFault(flaw)} ${rightSiren(flaw)}`;
    case 'receipt-siren':
      return `L'accusé de réception de la préfecture porte le SIREN ${flaw.siren}${flaw.owner === null ? '' : ` (${flaw.owner})`}, et les parties ${flaw.expected} pour ${flaw.name}. Joignez l'accusé de sa délibération, ou corrigez le numéro.`;
    case 'deliberation-undated':
      return `La délibération ${OF_SIDE[flaw.side]} est citée sans sa date. Écrivez-la${NBSP}: elle doit précéder la signature.`;
    case 'deliberation-after-signature':
      return `La délibération ${OF_SIDE[flaw.side]} est du ${frDay(flaw.votedOn)}, après la signature du ${frDay(flaw.signedOn)} qu'elle autorise. Vérifiez les deux dates.`;
    case 'no-option':
      return `Aucune expérimentation n'est cochée, alors que l'article demande d'en choisir une. Cochez celle que retient la délibération, et elle seule (☒ devant son titre).`;
    case 'several-options':
      return `${count(flaw.ticked, 'expérimentation')} sont cochées, alors que l'article n'en admet qu'une. Ne gardez que celle que retient la délibération.`;
    case 'fact-missing':
      return factMissing(flaw);
    case 'start-after-term':
      return `Le début (${frDay(flaw.startsOn)}) ne précède pas le terme de la convention (${frDay(flaw.termOn)}, art.${NBSP}2). Corrigez l'une des deux dates.`;
    case 'limit-after-term':
      return `Le bilan pourrait s'achever jusqu'au ${frDay(flaw.lastOn)}, après le terme de la convention (${frDay(flaw.termOn)}, art.${NBSP}2). Avancez cette limite, ou reculez le terme.`;
    case 'referent-incomplete':
      return referentIncomplete(flaw);
    case 'duration-differs':
      return `La durée annoncée est de ${flaw.months}${NBSP}mois, alors que les étapes en totalisent ${flaw.min === flaw.max ? flaw.max : `de ${flaw.min} à ${flaw.max}`}. Accordez l'une et les autres.`;
    case 'phases-too-long':
      return phasesTooLong(flaw, 'Aux durées les plus longues');
    case 'phases-after-term':
      return phasesAfterTerm(flaw);
    case 'signature-blank':
      return signatureBlank(flaw);
  }
}

/** The same of one fault of a programme file. */
export function programmeFaultWords(flaw: ProgrammeFlaw): string {
  switch (flaw.code) {
    case 'option-unknown':
      return `${flaw.name}${NBSP}: aucune expérimentation n'est choisie. Indiquez celle que retient sa délibération.`;
    case 'department-only':
      return `${flaw.name}${NBSP}: ${echo(flaw.department)} est un service, alors que le référent est une personne, avec un courriel et un téléphone. Inscrivez-la dans Jalon (commande ${quoted('referent changer')}).`;
    case 'no-deliberation':
      return `${flaw.name}${NBSP}: aucune délibération n'autorise la signature. Indiquez son numéro et sa date.`;
    case 'deliberation-after-start':
      return `${flaw.name}${NBSP}: la délibération est du ${frDay(flaw.votedOn)}, après le début du parcours (${frDay(flaw.startsOn)}). Vérifiez les deux dates.`;
    case 'phases-too-long':
      return phasesTooLong(flaw, 'Aux durées prévues');
    case 'phases-after-term':
      return phasesAfterTerm(flaw);
  }
}

/** What is put in the place of a placeholder, by words that it holds. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/th[ée]matique/iu, 'Écrivez la thématique du parcours.'],
  [/d[ée]lib[ée]ration/iu, 'Écrivez la date et le numéro de cette délibération.'],
];

function placeholder({ text, closed }: Of<'placeholder'>): string {
  const [, hint] = HINTS.find(([words]) => words.test(text)) ?? [null, 'Remplacez-le, crochets compris.'];
  return `${placeholderName(text, closed)} reste à compléter${closed ? '' : ", et son crochet n'est pas refermé"}. ${hint}`;
}

/** A placeholder as it stands in the text. */
export function placeholderName(text: string, closed: boolean): string {
  return echo(`[${text}${closed ? ']' : ''}`);
}

function partsMissing({ parts }: Of<'parts-missing'>): string {
  const articles = parts.filter((part) => /^\d/u.test(part));
  const others = parts.filter((part) => part === 'parties' || part === 'signature');
  const named = [
    ...others.map((part) => (part === 'parties' ? 'les parties' : 'la signature')),
    ...(articles.length === 0
      ? []
      : [`${articles.length === 1 ? "l'art." : 'les art.'}${NBSP}${andList(articles)}`]),
  ];
  return `Le texte ne comporte pas, ou pas sous les titres de la convention type${NBSP}: ${andList(named)}. Rien n'y a été vérifié${NBSP}: complétez le texte, ou rétablissez ces titres.`;
}

/** « de la Métropole du Grand Paris », « de Choisy-le-Roi »; a name that the register does not know stays in quotes. */
function ofParty(name: string, official: string | null): string {
  if (official === null) return `de ${echo(name)}`;
  return name.startsWith('Métropole') ? `de la ${name}` : ofName(name);
}

function sirenFault(flaw: SirenFlaw): string {
  const whose = ofParty(flaw.name, flaw.official);
  switch (flaw.code) {
    case 'siren-length':
      return `Le SIREN ${echo(flaw.siren)} ${whose} ne comporte pas 9 chiffres.`;
    case 'siren-check-digit':
      return `Le SIREN ${flaw.siren} ${whose} n'est pas valide (clé de contrôle).`;
    case 'siren-of-another':
    case 'siren-of-nobody':
      return `Le SIREN ${flaw.siren} n'est pas celui ${whose}${flaw.owner === null ? '' : `, mais celui ${ofName(flaw.owner)}`}.`;
  }
}

function rightSiren({ side, official, receipt }: SirenFlaw): string {
  if (official === null) return 'Vérifiez-le.';
  const source = side === 'mgp' ? '' : ', celui du répertoire officiel';
  if (receipt === null) return `Écrivez ${official}${source}.`;
  return receipt === official
    ? `Écrivez ${official}${source}, que porte aussi l'accusé de réception de la préfecture.`
    : `Écrivez ${official}${source}. L'accusé de réception de la préfecture porte ${receipt}${NBSP}: vérifiez qu'il est bien le sien.`;
}

const OF_SIDE = { mgp: 'du Bureau de la Métropole', beneficiary: 'du bénéficiaire' } as const;

/** What an article must say, and how the convention type says it. */
const FACTS: Readonly<Record<CalendarFact, readonly [what: string, example: string]>> = {
  term: ['le terme de la convention', "jusqu'au 31/12/2026"],
  duration: ["la durée de l'expérimentation", 'une durée de 12 mois'],
  start: ["le début de l'expérimentation", 'un début souhaité en décembre 2025'],
  steps: [
    'les quatre étapes, dans leur ordre, avec leurs durées en mois',
    `Utilisation de la plateforme${NBSP}: 6 mois`,
  ],
  limit: ['la limite du bilan', "la finalisation du bilan et de la mesure d'impact avant le 31/12/2026"],
};

function factMissing({ what }: Of<'fact-missing'>): string {
  const [label, example] = FACTS[what];
  return `L'article ne dit pas, ou pas lisiblement, ${label}. Écrivez par exemple ${quoted(example)}.`;
}

const DETAILS: Readonly<Record<ReferentDetail, string>> = {
  person: "le nom d'une personne",
  email: 'un courriel',
  phone: 'un téléphone',
};

/** « le nom d'une personne, un courriel et un téléphone ». */
export function referentDetails(missing: readonly ReferentDetail[]): string {
  return andList(missing.map((detail) => DETAILS[detail]));
}

function referentIncomplete({ missing }: Of<'referent-incomplete'>): string {
  const details = referentDetails(missing);
  const fault =
    missing.length === Object.keys(DETAILS).length
      ? `Aucun référent projet n'est désigné${NBSP}: il y faut ${details}.`
      : `Il manque au référent projet ${details}.`;
  return `${fault} Complétez l'article, ou désignez-le dans Jalon (commande ${quoted('referent changer')}).`;
}

const PHASES: Readonly<Record<PhasesAfterTerm['kinds'][number], string>> = {
  audit: "l'état des lieux",
  setup: 'la mise en place',
  use: "l'utilisation",
  assessment: 'le bilan',
};

function phasesAfterTerm({ kinds, termOn }: PhasesAfterTerm): string {
  const phases = [...new Set(kinds)].map((kind) => PHASES[kind]);
  const verb = phases.length === 1 ? 'Finirait' : 'Finiraient';
  return `${verb} après le terme de la convention (${frDay(termOn)}, art.${NBSP}2)${NBSP}: ${andList(phases)}. Raccourcissez une étape, avancez le début, ou reculez le terme.`;
}

function phasesTooLong(flaw: PhasesTooLong, lengths: string): string {
  const { months, startsOn, endsOn, before, plannedDays, keptDays, lostAtShortest, setupBy } = flaw;
  const lost =
    keptDays === 0
      ? "il ne resterait rien de l'utilisation."
      : `l'utilisation perdrait ${count(plannedDays - keptDays, 'jour')} (${keptDays} au lieu de ${plannedDays}).`;
  const atShortest =
    lostAtShortest === 0
      ? ''
      : ` Aux durées les plus courtes, elle perdrait encore ${count(lostAtShortest, 'jour')}.`;
  const setup =
    setupBy < startsOn
      ? ''
      : `faites finir la mise en place le ${frDay(setupBy)} au plus tard pour garder tous ses mois entiers, ou `;
  const mend = `${setup}reculez la limite du bilan.`;
  return `${lengths} (${months.join(' + ')}${NBSP}mois depuis le ${frDay(startsOn)}), le bilan finirait le ${frDay(endsOn)}, alors qu'il doit être achevé avant le ${frDay(before)}${NBSP}: ${lost}${atShortest} ${mend.charAt(0).toUpperCase()}${mend.slice(1)}`;
}

function signatureBlank({ place, dates }: Of<'signature-blank'>): string {
  const blank = [
    ...(place ? ['le lieu'] : []),
    ...(dates === 2 ? ['les deux dates'] : []),
    ...(dates === 1 ? ["l'une des deux dates"] : []),
  ];
  const effect =
    dates === 0
      ? ''
      : ` La convention prend effet une fois signée par toutes les parties (art.${NBSP}2)${NBSP}: ces dates disent quand.`;
  const verb = blank.length === 1 && dates < 2 ? 'Reste' : 'Restent';
  return `${verb} en blanc${NBSP}: ${andList(blank)}.${effect} Complétez au moment de signer.`;
}
