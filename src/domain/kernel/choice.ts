/** A choice offered in a refusal: what the person reads, and the value that the retried command takes. */
export interface Choice {
  readonly label: string;
  readonly value: string;
}
