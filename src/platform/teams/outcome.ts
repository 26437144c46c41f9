import type { JsonObject } from '../../usecases/ports.ts';
import type { HttpAnswer } from './adapter.ts';

/** How the one who waits on an invoke is answered. */
export type Outcome =
  /** Nothing to say in the HTTP answer: a typed message. */
  | { readonly kind: 'done' }
  /** The card takes the place of the one whose button was pressed; `title` for a message in its stead. */
  | { readonly kind: 'replace'; readonly card: JsonObject; readonly title: string }
  /** A short line beside the card, which stays. */
  | { readonly kind: 'tell'; readonly text: string }
  /** The dialog shows this card; `inConversation` is the same for when the dialog is no longer there. */
  | {
      readonly kind: 'dialog';
      readonly card: JsonObject;
      readonly title: string;
      readonly inConversation: readonly JsonObject[];
    }
  /** The dialog closes on a short line. */
  | { readonly kind: 'close'; readonly text: string };

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** The HTTP answer, in the form that Teams documents for each sort of invoke. */
export function httpAnswer(outcome: Outcome): HttpAnswer {
  switch (outcome.kind) {
    case 'done':
      return { status: 200 };
    case 'replace':
      return { status: 200, body: { statusCode: 200, type: ADAPTIVE_CARD, value: outcome.card } };
    case 'tell':
      return {
        status: 200,
        body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: outcome.text },
      };
    case 'dialog': {
      const { title, card } = outcome;
      const value = {
        title,
        height: 'medium',
        width: 'medium',
        card: { contentType: ADAPTIVE_CARD, content: card },
      };
      return { status: 200, body: { task: { type: 'continue', value } } };
    }
    case 'close':
      return { status: 200, body: { task: { type: 'message', value: outcome.text } } };
  }
}
