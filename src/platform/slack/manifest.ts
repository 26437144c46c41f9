import { appWords } from '../../../cards/slack.ts';
import type { CommandSummary } from '../../usecases/bot.ts';
import type { MessageAction } from '../../usecases/message-actions.ts';
import { within } from './limits.ts';

/** Where Slack sends the browser back to after an installation. */
export const redirectPath = '/slack/oauth_redirect';

/** What the bot calls: each scope stands beside the calls and events that need it. */
export const botScopes = [
  'app_mentions:read', // app_mention
  'chat:write', // chat.postMessage, chat.postEphemeral, views.publish
  'commands', // /jalon, shortcuts of messages
  'files:read', // files.info, files given in a form or a message
  'im:history', // message.im, conversations.history
  'users:read', // users.info, user_change
  'users:read.email', // users.info's e-mail, users.lookupByEmail
] as const;

const botEvents = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.im',
  'tokens_revoked',
  'user_change',
] as const;

/** Longest usage hint, in characters. */
const usageHint = 1_000;

export interface ManifestOptions {
  readonly commands: readonly CommandSummary[];
  readonly messageActions: readonly MessageAction[];
  /** Where the bot is reached, `https://…`, with or without a slash at its end. */
  readonly publicUrl: string;
}

/** The manifest of the Slack app, schema 2.0.0. Throws `LimitError` for words longer than Slack takes. */
export function slackManifest(options: ManifestOptions) {
  const publicUrl = options.publicUrl.replace(/\/+$/, '');
  const url = `${publicUrl}/slack/events`;
  const words = [...new Set(options.commands.map(({ word }) => word.split(' ')[0] ?? word))];
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'Jalon',
      description: within('the description', appWords.description, 140),
      long_description: within('the long description', appWords.longDescription, 4_000),
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'jalon', always_online: true },
      shortcuts: options.messageActions.map(({ id, title, description }) => ({
        name: within('the name of a shortcut', title, 24),
        type: 'message' as const,
        callback_id: id,
        description: within('the description of a shortcut', description, 150),
      })),
      slash_commands: [
        {
          command: '/jalon',
          url,
          description: appWords.description,
          usage_hint: within('the usage hint', `[${words.join(' | ')}]`, usageHint),
          should_escape: false,
        },
      ],
    },
    oauth_config: {
      redirect_urls: [`${publicUrl}${redirectPath}`],
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { request_url: url, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, request_url: url },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
