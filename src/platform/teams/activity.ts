import { at, textAt } from './json.ts';

/** What every activity that deserves an answer carries, as Teams vouches for it. */
export interface Envelope {
  readonly type: string;
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly conversationId: string;
  /** Shared by several people: nothing of a case may be shown there. */
  readonly isPublic: boolean;
  readonly tenantId: string | null;
  /** Null only in activities that nobody wrote (and that need no answer). */
  readonly userId: string | null;
  readonly userObjectId: string | null;
  readonly userName: string | null;
  readonly botId: string;
  readonly activityId: string | null;
  readonly replyToId: string | null;
}

/** Ids of Teams are shorter; keys, which hold three of them, and references are made of them. */
const LONGEST_ID = 500;

/** Reads the envelope of a posted body; null when it is not an activity that can be answered. */
export function envelopeOf(body: unknown): Envelope | null {
  const type = textAt(body, 'type');
  const channelId = textAt(body, 'channelId');
  const serviceUrl = textAt(body, 'serviceUrl');
  const conversationId = textAt(body, 'conversation', 'id');
  const botId = textAt(body, 'recipient', 'id');
  const userId = textAt(body, 'from', 'id');
  if (
    type === null ||
    channelId === null ||
    serviceUrl === null ||
    conversationId === null ||
    botId === null
  ) {
    return null;
  }
  if ((type === 'message' || type === 'invoke') && userId === null) return null;
  const userObjectId = textAt(body, 'from', 'aadObjectId');
  const tenantId = textAt(body, 'conversation', 'tenantId') ?? textAt(body, 'channelData', 'tenant', 'id');
  const activityId = textAt(body, 'id');
  const replyToId = textAt(body, 'replyToId');
  const ids = [type, channelId, serviceUrl, conversationId, botId, userId, userObjectId, tenantId];
  if (![...ids, activityId, replyToId].every(isUsable)) return null;
  const conversationType = textAt(body, 'conversation', 'conversationType');
  return {
    type,
    channelId,
    serviceUrl,
    conversationId,
    isPublic:
      conversationType === null
        ? at(body, 'conversation', 'isGroup') === true
        : conversationType !== 'personal',
    tenantId,
    userId,
    userObjectId,
    userName: textAt(body, 'from', 'name'),
    botId,
    activityId,
    replyToId,
  };
}

/** Half a character and controls stand in no id of Teams: such a one could be neither stored nor sent. */
function isUsable(id: string | null): boolean {
  return id === null || (id.length <= LONGEST_ID && id.isWellFormed() && !/\p{Cc}/u.test(id));
}
