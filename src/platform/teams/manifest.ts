import { MANIFEST } from '../../../cards/teams.ts';
import type { CommandSummary } from '../../usecases/bot.ts';
import { PayloadError } from '../../usecases/errors.ts';
import type { MessageAction } from '../../usecases/message-actions.ts';
import type { JsonObject } from '../../usecases/ports.ts';

/** What Teams shows of a bot's menu, per scope. */
const MOST_COMMANDS = 10;
const LONGEST_TITLE = 32;
const LONGEST_DESCRIPTION = 128;

const SITE = 'https://www.metropolegrandparis.fr';

export interface ManifestOptions {
  /** The most useful first: the menu shows the first ten. */
  readonly commands: readonly CommandSummary[];
  readonly messageActions: readonly MessageAction[];
  /** A GUID; the package script puts the real one in its place. */
  readonly appId: string;
  /** The bot's own https address; null when none is known. */
  readonly publicUrl: string | null;
  /** `major.minor.patch`. */
  readonly version: string;
}

/**
 * The Teams app manifest 1.24: one bot, personal first, which answers in private when it is called in a team or a
 * group chat, and its actions in the menu of every message. Throws `PayloadError` for a command that its menu cannot show whole.
 */
export function teamsManifest(options: ManifestOptions): JsonObject {
  const { commands, messageActions, appId, publicUrl, version } = options;
  const site = publicUrl?.startsWith('https://') === true ? publicUrl.replace(/\/$/u, '') : SITE;
  const scopes = ['personal', 'team', 'groupChat'];
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json',
    manifestVersion: '1.24',
    version,
    id: appId,
    localizationInfo: { defaultLanguageTag: 'fr' },
    developer: { name: MANIFEST.developer, websiteUrl: site, privacyUrl: site, termsOfUseUrl: site },
    name: { short: 'Jalon', full: MANIFEST.name },
    description: { short: MANIFEST.short, full: MANIFEST.long },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#0B5C66',
    defaultInstallScope: 'personal',
    bots: [
      {
        botId: appId,
        scopes,
        isNotificationOnly: false,
        supportsFiles: true,
        commandLists: [{ scopes, commands: commands.slice(0, MOST_COMMANDS).map(menuEntry) }],
      },
    ],
    composeExtensions: [{ botId: appId, commands: messageActions.map(messageCommand) }],
    validDomains: [new URL(site).hostname],
  };
}

function menuEntry({ word, help }: CommandSummary): JsonObject {
  return inMenu(word, help);
}

/** Stands in the menu of each message; its dialog is asked of the bot when it is chosen. */
function messageCommand({ id, title, description }: MessageAction): JsonObject {
  return { id, type: 'action', ...inMenu(title, description), context: ['message'], fetchTask: true };
}

function inMenu(title: string, description: string): JsonObject {
  if (title.length > LONGEST_TITLE || description.length > LONGEST_DESCRIPTION) {
    throw new PayloadError(
      `Command « ${title} » does not fit the menu of Teams (${LONGEST_TITLE} and ${LONGEST_DESCRIPTION} characters)`,
    );
  }
  return { title, description };
}
