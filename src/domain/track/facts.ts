import type { Phase } from '../calendar/phase.ts';

/** What the programme file says of one track. Plain values, since the journal stores them; days are ISO Paris days. */
export interface TrackFacts {
  readonly id: string;
  readonly title: string;
  readonly thematique: string;
  /** The Métropole, first party of every convention. */
  readonly mgp: PartyFacts;
  /** Last day of the conventions of this track, included (art. 2 « jusqu'au »). */
  readonly conventionEndsOn: string;
  readonly startsOn: string;
  readonly phases: readonly Phase[];
  /** The assessment must be over before this day (art. 5 « avant le »), which is therefore excluded. */
  readonly assessmentBefore: string;
  /** Art. 6 « périodiquement »: months between two comités opérationnels. */
  readonly comopEveryMonths: number;
  /** Art. 6 « repli » of the solution; null means the last day of the use phase. */
  readonly withdrawalOn: string | null;
  readonly deliverableWorkingDays: number;
  readonly retentionYears: number;
  readonly contractor: ContractorFacts | null;
  readonly kit: KitFacts | null;
  /** Titles of the experiments of which each beneficiary chooses one (art. 1). */
  readonly options: readonly string[];
  readonly dataTransfer: DataTransfer;
  /** Questions of the retour d'expérience and the evaluation (règlement, art. 8), in order. */
  readonly reviewQuestions: readonly string[];
  /** Who is asked for the guide of the logotype and for an opinion (règlement, art. 9), as it is called. */
  readonly communicationContact: string | null;
  readonly communicationEmail: string | null;
  /** Where its guide of the logotype stands; null where it is asked of that direction. */
  readonly logotypeGuide: string | null;
  readonly beneficiaries: readonly BeneficiaryFacts[];
}

export interface PartyFacts {
  readonly name: string;
  readonly siren: string;
}

export interface ContractorFacts {
  readonly name: string;
  readonly email: string | null;
}

export interface KitFacts {
  readonly url: string;
  readonly version: string;
}

export interface BeneficiaryFacts {
  /** Slug of the official name, e.g. `choisy-le-roi`. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'commune' | 'ept';
  readonly siren: string;
  /** True for the trial's made-up participants, which are never in a real programme. */
  readonly example: boolean;
  readonly deliberation: DeliberationFacts | null;
  /** A department named as référent without any person (délibération, art. 3). */
  readonly department: string | null;
  /** Option ticked in art. 1 of the convention; null when none is known. */
  readonly option: string | null;
  /** Null for the track's. */
  readonly dataTransfer: DataTransfer | null;
}

/** Art. 8, as the convention words it: data are handed over at the end (`due`), or where MGP asks for them. */
export type DataTransfer = 'due' | 'on-request';

export interface DeliberationFacts {
  readonly number: string | null;
  readonly votedOn: string;
  readonly receivedOn: string | null;
}
