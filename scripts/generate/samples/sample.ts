import type { Card } from '../../../cards/model.ts';

/** A card as a builder of `cards/` makes it of real-looking data: what the previews show. */
export interface Sample {
  /** Name of the exported function or constant that makes the card. */
  readonly builder: string;
  /** Tells two samples of the same card apart; null for the usual case. */
  readonly variant: string | null;
  readonly card: Card;
}

/** One sample of a builder; the builder's own name is kept, so that a card without a sample can be found. */
export function sample<Arguments extends readonly unknown[]>(
  build: (...given: Arguments) => Card,
  variant: string | null,
  ...given: Arguments
): Sample {
  return { builder: build.name, variant, card: build(...given) };
}

/** A card that is a constant: its name is given, since a value does not know its own. */
export function constant(name: string, card: Card): Sample {
  return { builder: name, variant: null, card };
}
