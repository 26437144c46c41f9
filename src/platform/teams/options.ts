import type { Express, RequestHandler } from 'express';
import type { Card } from '../../../cards/model.ts';
import type { Bot } from '../../usecases/bot.ts';
import type { JsonObject, Log } from '../../usecases/ports.ts';

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

/** Time limits in milliseconds. */
export interface TeamsLimits {
  /** How long Teams is kept waiting for an answer; what takes longer is answered « en cours » and finished afterwards. */
  readonly answerMs: number;
  /** For each call to Microsoft. */
  readonly callMs: number;
  /** First pause before a reply that failed is tried again; it doubles. */
  readonly retryMs: number;
}

export const TEAMS_LIMITS: TeamsLimits = { answerMs: 8_000, callMs: 10_000, retryMs: 500 };

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
  readonly log: Log;
  readonly cache: Cache;
  /** Said when the person's profile cannot be asked for: nobody is ever taken for somebody else. */
  readonly unavailable: Card;
  readonly limits?: TeamsLimits;
}
