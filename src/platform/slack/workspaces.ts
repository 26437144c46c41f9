import type { webApi } from '@slack/bolt';
import { JalonError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { Place, RemovedAct } from './acts.ts';
import { faultOf } from './fault.ts';

/** A workspace, or an organisation of workspaces, and how it is spoken to. */
export interface Workspace {
  readonly client: webApi.WebClient;
  /** Null where one token speaks to whatever it belongs to. */
  readonly team: string | null;
  readonly enterprise: string | null;
}

/** The workspaces that the app serves. */
export interface Workspaces {
  /** Whether each workspace has a token of its own. */
  readonly areSeveral: boolean;
  /** Whether a request from there is answered; true when that cannot be known now. */
  admits(place: Place): Promise<boolean> | boolean;
  /** Throws `DeliveryError`: nobody is reached in a workspace that has not installed the app. */
  clientOf(place: Place): Promise<webApi.WebClient>;
  all(): Promise<readonly Workspace[]>;
  /** The app was removed from there. */
  forget(removal: RemovedAct): Promise<void>;
}

/** A request of a workspace that the app does not serve. */
export class ForeignWorkspaceError extends JalonError {}

export interface OneWorkspaceParts {
  readonly client: webApi.WebClient;
  readonly log: Log;
  /** The present instant, in milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** How long after Slack did not say whose token it is it is asked again, in milliseconds. */
const askAgainAfterMs = 60_000;

/** The one workspace of a token, which Slack is asked to name once, at the first request. */
export function oneWorkspace({ client, log, nowMs }: OneWorkspaceParts): Workspaces {
  let known: Place | null = null;
  let asked: { readonly atMs: number; readonly answer: Promise<Place | null> } | null = null;

  async function ask(): Promise<Place | null> {
    try {
      const { team_id: team, enterprise_id: enterprise } = await client.auth.test();
      known = team === undefined ? null : { team, enterprise: enterprise ?? null };
      return known;
    } catch (error) {
      log.warn('slack.workspace-unknown', { error: faultOf(error) });
      return null;
    }
  }

  function askNow(): Promise<Place | null> {
    asked = { atMs: nowMs(), answer: ask() };
    return asked.answer;
  }

  async function home(): Promise<Place | null> {
    if (asked === null) return askNow();
    const { atMs, answer } = asked;
    const answered = await answer;
    return answered === null && nowMs() - atMs >= askAgainAfterMs ? askNow() : answered;
  }

  function isServed(own: Place | null, { team, enterprise }: Place): boolean {
    if (own === null || own.team === team) return true;
    return own.enterprise !== null && own.enterprise === enterprise;
  }

  return {
    areSeveral: false,
    admits: (place) => {
      if (known !== null) return isServed(known, place);
      return home().then((own) => isServed(own, place));
    },
    clientOf: async () => client,
    all: async () => [{ client, team: null, enterprise: null }],
    forget: async ({ team }) => log.error('slack.uninstalled', { workspace: team }),
  };
}
