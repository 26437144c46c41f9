import type { Installation, InstallationStore } from '@slack/bolt';
import { DeliveryError, PayloadError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/records.ts';
import { type Reader, readObject } from './payload.ts';

/** Encrypts and authenticates small values; what was sealed for one purpose cannot be opened for another. */
export interface Sealer {
  seal(purpose: string, value: JsonObject): string;
  /** Null for whatever was not sealed here for this purpose. */
  open(purpose: string, sealed: string): JsonObject | null;
}

/** What is known of a workspace, or of an organisation, that installed the app. */
export interface Installed {
  readonly botToken: string;
  readonly team: string | null;
  readonly enterprise: string | null;
  /** UTC instant, ISO. */
  readonly installedAt: string;
}

export interface Installations extends InstallationStore {
  /** @param id a workspace's or an organisation's; null when it has not installed the app */
  find(id: string): Promise<Installed | null>;
  ids(): Promise<readonly string[]>;
  /** Grows each time that this process stores or removes an installation. */
  revision(): number;
  remove(id: string): Promise<void>;
}

export interface InstallationsParts {
  readonly vault: Vault;
  readonly sealer: Sealer;
  readonly log: Log;
  /** The present instant, ISO. */
  readonly now: () => string;
}

const listName = 'slack-installations';

/** Installations in the vault, one entry each, sealed, and the list of their ids in another. */
export function createInstallations({ vault, sealer, log, now }: InstallationsParts): Installations {
  let changes: Promise<unknown> = Promise.resolve();
  let revision = 0;

  async function open(name: string): Promise<Reader | null> {
    const sealed = await vault.get(name);
    if (sealed === null) return null;
    const value = sealer.open(name, sealed);
    if (value === null) log.error('slack.installation-unreadable', { name });
    return value === null ? null : readObject(value, name);
  }

  async function ids(): Promise<readonly string[]> {
    const listed = (await open(listName))?.list('ids') ?? [];
    return listed.filter((id) => typeof id === 'string');
  }

  /** One after the other in this process; an id lost to another process comes back when it is next found. */
  function relist(change: (listed: readonly string[]) => readonly string[]): Promise<void> {
    const work = changes.then(async () => {
      const before = await ids();
      const after = change(before);
      if (after.length !== before.length)
        await vault.put(listName, sealer.seal(listName, { ids: [...after] }));
    });
    changes = work.catch(() => undefined);
    return work;
  }

  async function read(id: string): Promise<Reader | null> {
    return /^[A-Z0-9]{1,30}$/.test(id) ? open(nameOf(id)) : null;
  }

  const store: Installations = {
    ids,
    revision: () => revision,
    find: async (id) => {
      const kept = await read(id);
      if (kept === null) return null;
      await relist((listed) => (listed.includes(id) ? listed : [...listed, id]));
      const installation = kept.object('installation');
      return {
        botToken: installation.object('bot').text('token'),
        team: installation.maybeObject('team')?.maybeText('id') ?? null,
        enterprise: installation.maybeObject('enterprise')?.maybeText('id') ?? null,
        installedAt: kept.text('installedAt'),
      };
    },
    storeInstallation: async (installation) => {
      const id = idOf(installation);
      if (id === undefined || installation.bot === undefined)
        throw new PayloadError('the installation has no workspace or no bot');
      const name = nameOf(id);
      const value: JsonObject = {
        installedAt: now(),
        installation: JSON.parse(JSON.stringify(installation)),
      };
      await vault.put(name, sealer.seal(name, value));
      revision += 1;
      await relist((listed) => (listed.includes(id) ? listed : [...listed, id]));
      log.info('slack.installed', { workspace: id });
    },
    fetchInstallation: async ({ isEnterpriseInstall, teamId, enterpriseId }) => {
      const kept = await read((isEnterpriseInstall ? enterpriseId : teamId) ?? '');
      if (kept === null) throw notInstalled();
      // Sealed as Bolt gave it, and authenticated when it was opened.
      return kept.object('installation').raw as Installation;
    },
    remove: async (id) => {
      await vault.remove(nameOf(id));
      revision += 1;
      await relist((listed) => listed.filter((one) => one !== id));
      log.error('slack.uninstalled', { workspace: id });
    },
  };
  return store;
}

/** Nobody is reached in a workspace that has not installed the app, or has removed it. */
export function notInstalled(): DeliveryError {
  const message = 'the app is not installed in this workspace';
  return new DeliveryError(message, { retryable: false, isAddressLost: true });
}

function nameOf(id: string): string {
  return `slack-installation:${id}`;
}

/** The workspace or, for an installation in a whole organisation, the organisation that it is kept under. */
export function idOf({ isEnterpriseInstall, team, enterprise }: Installation): string | undefined {
  return isEnterpriseInstall ? enterprise?.id : team?.id;
}
