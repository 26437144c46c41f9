import type { JsonObject, MessageState, PlatformName, Settlement } from '../usecases/ports.ts';

/** What a settlement changes in a message besides freeing its lease; null leaves a column as it is. */
export interface SettlementPatch {
  readonly state: MessageState;
  readonly countedAttempts: 0 | 1;
  readonly to: string | null;
  readonly notBeforeAt: string | null;
  readonly channel: PlatformName | null;
  readonly platformId: string | null;
  readonly lastError: string | null;
  readonly sentAt: string | null;
}

/** The `lastError` of what was still to be told to somebody whose data were erased (RGPD). */
export const ERASED_REASON = 'person-erased';

/** A message's data without the free text that somebody gave for a change: it may name people. */
export function withoutReason(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'reason'));
}

const unchanged: SettlementPatch = {
  state: 'waiting',
  countedAttempts: 0,
  to: null,
  notBeforeAt: null,
  channel: null,
  platformId: null,
  lastError: null,
  sentAt: null,
};

/** Texts that a platform wrote may hold anything: what SQL text cannot hold becomes U+FFFD rather than an error. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

/** One reading of the settlements for every engine. The reason of a dropped or failed message is kept in `lastError`. */
export function patchOf(settlement: Settlement): SettlementPatch {
  switch (settlement.kind) {
    case 'sent':
      return {
        ...unchanged,
        state: 'sent',
        countedAttempts: 1,
        channel: settlement.channel,
        platformId: storable(settlement.platformId),
        sentAt: settlement.at,
      };
    case 'dropped':
      return { ...unchanged, state: 'dropped', lastError: storable(settlement.why) };
    case 'redirected':
      return { ...unchanged, to: settlement.to };
    case 'held':
      return { ...unchanged, notBeforeAt: settlement.notBeforeAt };
    case 'retry':
      return {
        ...unchanged,
        countedAttempts: settlement.countAttempt ? 1 : 0,
        notBeforeAt: settlement.notBeforeAt,
        lastError: storable(settlement.error),
      };
    case 'failed':
      return { ...unchanged, state: 'failed', lastError: storable(settlement.error) };
  }
}
