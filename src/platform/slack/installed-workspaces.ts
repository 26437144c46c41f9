import type { webApi } from '@slack/bolt';
import type { Log } from '../../usecases/log.ts';
import type { Place } from './acts.ts';
import { faultOf } from './fault.ts';
import { type Installations, type Installed, notInstalled } from './installations.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

export interface InstalledWorkspacesParts {
  readonly installations: Installations;
  /** Ids of the workspaces and organisations that are served; null for any. */
  readonly admitted: ReadonlySet<string> | null;
  readonly clientWith: (botToken: string) => webApi.WebClient;
  readonly log: Log;
  /** The present instant, in milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** How long an installation is believed without asking the vault again, in milliseconds: another process may remove it. */
const keptForMs = 60_000;

interface Kept {
  readonly untilMs: number;
  readonly revision: number;
  readonly workspace: Workspace & Pick<Installed, 'installedAt'>;
}

/**
 * The workspaces that installed the app by themselves, each with its own token. One that is admitted no more is as one
 * that never installed it: its members are vouched for by nobody, and its token, which stays sealed, is not used.
 */
export function installedWorkspaces({
  installations,
  admitted,
  clientWith,
  log,
  nowMs,
}: InstalledWorkspacesParts): Workspaces {
  const kept = new Map<string, Kept>();

  async function byId(id: string): Promise<Kept['workspace'] | null> {
    return admitted !== null && !admitted.has(id) ? null : installedAs(id);
  }

  async function installedAs(id: string): Promise<Kept['workspace'] | null> {
    const known = kept.get(id);
    const revision = installations.revision();
    if (known?.revision === revision && nowMs() < known.untilMs) return known.workspace;
    const installed = await installations.find(id);
    if (installed === null) return null;
    const { botToken, team, enterprise, installedAt } = installed;
    const workspace = { client: clientWith(botToken), team, enterprise, installedAt };
    kept.set(id, { untilMs: nowMs() + keptForMs, revision, workspace });
    return workspace;
  }

  async function of({ team, enterprise }: Place): Promise<Workspace | null> {
    return (await byId(team)) ?? (enterprise === null ? null : await byId(enterprise));
  }

  return {
    areSeveral: true,
    admits: async (place) => {
      try {
        return (await of(place)) !== null;
      } catch (error) {
        // The records are down: the answer will say so, since it needs the token.
        log.warn('slack.workspace-unknown', { error: faultOf(error) });
        return true;
      }
    },
    clientOf: async (place) => {
      const workspace = await of(place);
      if (workspace === null) throw notInstalled();
      return workspace.client;
    },
    all: async () => {
      const found = await Promise.all((await installations.ids()).map(byId));
      return found.filter((workspace) => workspace !== null);
    },
    forget: async ({ team, enterprise, isOrgWide, atSeconds }) => {
      const id = isOrgWide && enterprise !== null ? enterprise : team;
      const workspace = await installedAs(id);
      if (workspace === null) return;
      // Told late: the workspace has installed the app again since.
      const installedAtMs = Temporal.Instant.from(workspace.installedAt).epochMilliseconds;
      if (atSeconds > 0 && installedAtMs > (atSeconds + 1) * 1_000) return;
      await installations.remove(id);
    },
  };
}
