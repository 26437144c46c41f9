import type { Express, RequestHandler } from 'express';
import type { Card } from '../../../cards/model.ts';
import type { Intake } from '../../usecases/attachments/intake.ts';
import type { Bot } from '../../usecases/bot.ts';
import type { Log } from '../../usecases/log.ts';
import type { JsonObject } from '../../usecases/ports.ts';

/** The bot's registration in Microsoft Entra. */
export interface TeamsCredentials {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
}

/** Stand-ins for Microsoft's services; a loopback `openIdMetadataUrl` also admits loopback service URLs. */
export interface TeamsEndpoints {
  readonly openIdMetadataUrl: string;
  /** Where tokens for the Bot Connector are asked for, by OAuth client credentials; null keeps Microsoft's own client. */
  readonly loginUrl: string | null;
}

/** A disposable store, such as Keyv; a value that is lost is asked for again. */
export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: JsonObject, ttlMs: number): Promise<unknown>;
}

/** What Teams tells of an address, beside what its person asks; of an account that nobody holds, nothing is kept. */
export interface Accounts {
  /** Parts of a reference that are newer than those stored. */
  seen(accountId: string, reference: JsonObject): Promise<void>;
  /** The person removed the bot: nobody is reached there until they speak again. */
  left(accountId: string): Promise<void>;
}

/** Time limits in milliseconds. */
export interface TeamsLimits {
  /** How long Teams is kept waiting for an answer; what takes longer is answered « en cours » and finished afterwards. */
  readonly answerMs: number;
  /** The same for an action on a message: Teams gives up on its dialog after 5 s. */
  readonly actionMs: number;
  /** For each call to Microsoft. */
  readonly callMs: number;
  /** For all the files of one message. */
  readonly filesMs: number;
  /** For Microsoft's keys, which stand before everything else. */
  readonly keysMs: number;
  /** The least time between two tries to fetch keys that cannot be had. */
  readonly keysPauseMs: number;
  /** First pause before a reply that failed is tried again; it doubles. */
  readonly retryMs: number;
}

/** Keys and answer together stay under the 10 s after which Teams tells the person that the bot has failed. */
export const TEAMS_LIMITS: TeamsLimits = {
  answerMs: 6_500,
  actionMs: 4_000,
  callMs: 10_000,
  filesMs: 60_000,
  keysMs: 3_000,
  keysPauseMs: 1_000,
  retryMs: 500,
};

export interface TeamsOptions {
  readonly app: Express;
  /** `express.json({ limit: '1mb' })`: given, since express itself belongs to src/http. */
  readonly json: RequestHandler;
  /** Null closes the endpoint, unless `local`. */
  readonly credentials: TeamsCredentials | null;
  /** For test clients on this very machine: no token is asked, only loopback is heard and answered. */
  readonly local: boolean;
  readonly endpoints?: TeamsEndpoints;
  readonly bot: Bot;
  readonly intake: Intake;
  readonly log: Log;
  readonly cache: Cache;
  readonly accounts: Accounts;
  /** Said when the person's profile cannot be asked for: nobody is ever taken for somebody else. */
  readonly unavailable: Card;
  readonly limits?: TeamsLimits;
}
