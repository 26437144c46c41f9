import type { Express, RequestHandler } from 'express';
import type { Intake } from '../../../usecases/attachments/intake.ts';
import type { DraftingBot } from '../../../usecases/draft-bot.ts';
import type { MadeFile } from '../../../usecases/files.ts';
import type { IncidentCheck } from '../../../usecases/incident/check.ts';
import type { LinkedFile, LinkHolder, Links } from '../../../usecases/links.ts';
import type { Log } from '../../../usecases/log.ts';

export interface PagesOptions {
  readonly app: Express;
  /** `express.urlencoded({ extended: false, limit: '1mb' })`: given, since express itself belongs to src/http. */
  readonly urlencoded: RequestHandler;
  readonly bot: DraftingBot;
  readonly intake: Intake;
  readonly links: Links;
  readonly log: Log;
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
  /** Whether new links can leave by mail; where they cannot, the pages say whom to write to instead. */
  readonly canMail: boolean;
  /** Whether `/` leads here: whoever types the host alone is lost. Not on the trial, which is another's page. */
  readonly isFrontDoor: boolean;
  /** False for somebody whom no record names any more; their links then read as expired ones. */
  readonly isKnown: (holder: LinkHolder) => Promise<boolean>;
  /** `createFiles`: the file that a link names; null when there is none, or none for this person. */
  readonly files: (holder: LinkHolder, file: LinkedFile) => Promise<MadeFile | null>;
  /** Whether the entry of a report still has this hash; null when the two never went together. */
  readonly checkIncident: IncidentCheck;
  /**
   * Sends a new link to this address (lower case) when it is somebody's, and does nothing otherwise. Who asks learns
   * neither: the answer leaves after the same time, whatever becomes of this.
   */
  readonly askForLink: (email: string) => Promise<void>;
}
