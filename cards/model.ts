/**
 * What people see, independent of any platform. Texts are plain: each platform escapes them for its own target,
 * and draws every member of these closed unions (renderers switch with no default case).
 */
export interface Card {
  /** Stable name of the kind of card, e.g. `referent-changed`: names its preview file. */
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
}

export type Tone = 'info' | 'success' | 'warning' | 'refusal';

export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly weight: 'normal' | 'strong' | 'subtle' }
  | { readonly kind: 'notice'; readonly tone: Tone; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'code'; readonly text: string };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Values typed or chosen by a person, or carried by a button: always text, checked by the command's schema. */
export type Values = Readonly<Record<string, string>>;

export type Action =
  /** Runs a command as if it had been typed. */
  | {
      readonly kind: 'run';
      readonly label: string;
      readonly command: string;
      readonly values: Values;
      readonly style: ActionStyle;
    }
  /** Opens the command's form, prefilled with `values`. */
  | {
      readonly kind: 'form';
      readonly label: string;
      readonly command: string;
      readonly values: Values;
      readonly style: ActionStyle;
    }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

export type ActionStyle = 'normal' | 'primary' | 'danger';

/** A form to fill in; `hidden` goes back with the answer as it is. */
export interface Form {
  readonly command: string;
  readonly title: string;
  readonly intro: readonly Block[];
  readonly fields: readonly Field[];
  readonly values: Values;
  /** French sentence by field name; shown under the field, with what was typed kept. */
  readonly errors: Values;
  readonly hidden: Values;
  readonly submitLabel: string;
  /** What is typed is kept until it is sent: a platform that tells of forms which are left says so. */
  readonly keepsDraft?: true;
}

/** `file`: its value names the files that were given, apart by a space; a platform that has no field for files says how to give one. */
export type Widget = 'text' | 'multiline' | 'choice' | 'date' | 'email' | 'phone' | 'file';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly widget: Widget;
  readonly required: boolean;
  readonly hint: string | null;
  readonly maxLength: number | null;
  /**
   * For `choice`; may exceed a platform's limit of options, in which case the platform groups or pages them. For `file`:
   * what was given already.
   */
  readonly options: readonly FieldOption[];
  /** How many files at most; only for `file`. */
  readonly mostFiles?: number;
}

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}
