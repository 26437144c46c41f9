import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './usecases/errors.ts';

/** What the operator sets, read once from the environment. Secrets stay in it and are never logged. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly programme: string;
  readonly coordinators: readonly string[];
  readonly slack: SlackConfig | null;
  readonly teams: TeamsConfig | null;
  /** Test clients on this machine may talk to `/api/messages` without a token. */
  readonly localTeams: boolean;
  readonly mail: MailConfig | null;
  /** Where people reach Jalon, without a slash at its end; null for the address that it listens on. */
  readonly publicUrl: string | null;
  /** Seal links and tokens: the first seals, all open; empty when one is to be kept in `dataFolder`. */
  readonly secrets: readonly string[];
  /** How many proxies stand in front, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: number;
}

export interface SlackConfig {
  readonly signingSecret: string;
  /** The one workspace's token; null where workspaces install the app themselves. */
  readonly botToken: string | null;
  readonly oauth: SlackOAuth | null;
  readonly apiUrl: string;
}

/** Several workspaces: each installs the app by Slack's OAuth. */
export interface SlackOAuth {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Ids of the workspaces and organisations that may install the app; null for any. */
  readonly admitted: ReadonlySet<string> | null;
}

export interface TeamsConfig {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly openIdMetadataUrl: string | null;
  readonly loginUrl: string | null;
}

export interface MailConfig {
  readonly smtpUrl: string;
  readonly from: string;
  /** The mailbox to which calendars answer; null where nobody reads it. */
  readonly imapUrl: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const webUrl = z.url({ protocol: /^https?$/u, error: 'doit être une adresse http(s)' });
const email = z.email({ error: 'doit être une suite de courriels séparés par des virgules' });
/** Links are made by writing behind it. */
function isPlainAddress(url: string): boolean {
  const { username, search, hash } = new URL(url);
  return username === '' && search === '' && hash === '';
}

const APP_TYPES = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const;

const SHORT_SECRET = 'doit compter 32 caractères au moins';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'doit être un nombre de 0 à 65535' }).int().min(0).max(65535).default(3978),
  JALON_DATA: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/u, error: 'doit commencer par postgres://' }).optional(),
  JALON_PROGRAMME: z.string().optional(),
  JALON_COORDINATORS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(/[\s,;]+/u)
        .filter((one) => one !== '')
        .map((one) => one.toLowerCase()),
    )
    .pipe(z.array(email, { error: 'doit être une suite de courriels séparés par des virgules' })),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_API_URL: webUrl.default('https://slack.com/api/'),
  MICROSOFT_APP_ID: z.string().optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: z.string().optional(),
  MICROSOFT_APP_TYPE: z
    .enum(APP_TYPES, { error: `doit être ${APP_TYPES.join(', ')}` })
    .default('SingleTenant'),
  MICROSOFT_OPENID_METADATA_URL: webUrl.optional(),
  MICROSOFT_LOGIN_URL: webUrl.optional(),
  JALON_LOCAL_TEAMS: z.enum(['0', '1'], { error: 'doit être 1 ou absent' }).default('0'),
  SMTP_URL: z.url({ protocol: /^smtps?$/u, error: 'doit commencer par smtp:// ou smtps://' }).optional(),
  MAIL_FROM: z.string().optional(),
  IMAP_URL: z.url({ protocol: /^imaps?$/u, error: 'doit commencer par imap:// ou imaps://' }).optional(),
  PUBLIC_URL: webUrl
    .refine(isPlainAddress, { error: 'doit être une adresse sans identifiant, ni « ? », ni « # »' })
    .optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_WORKSPACES: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,;]+/u).filter((one) => one !== '')),
  JALON_SECRET: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/u).filter((one) => one !== ''))
    .pipe(z.array(z.string().min(32, { error: SHORT_SECRET }), { error: SHORT_SECRET })),
  JALON_PROXIES: z.coerce.number({ error: 'doit être un nombre de 0 à 5' }).int().min(0).max(5).default(0),
});

type Read = z.output<typeof schema>;

/**
 * Reads the configuration; `root` is the project's folder, for what it brings along. Throws `ConfigError` with every
 * fault at once, without the faulty values, which may be secrets.
 */
export function readConfig(root: string, environment: Environment = process.env): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(set);
  const faults = parsed.success
    ? incomplete(parsed.data)
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  if (!parsed.success || faults.length > 0)
    throw new ConfigError('Configuration inutilisable', { faults: [...new Set(faults)] });
  return configOf(parsed.data, root);
}

/** The trial opens where nothing real is connected. */
export function isTrial(config: Config): boolean {
  return config.slack === null && config.teams === null && !config.localTeams;
}

function configOf(read: Read, root: string): Config {
  return {
    host: read.HOST,
    port: read.PORT,
    dataFolder: read.JALON_DATA,
    databaseUrl: read.DATABASE_URL ?? null,
    programme: read.JALON_PROGRAMME ?? join(root, 'conventions'),
    coordinators: [...new Set(read.JALON_COORDINATORS)],
    slack: slackOf(read),
    teams: teamsOf(read),
    localTeams: read.JALON_LOCAL_TEAMS === '1',
    mail:
      read.SMTP_URL === undefined || read.MAIL_FROM === undefined
        ? null
        : { smtpUrl: read.SMTP_URL, from: read.MAIL_FROM, imapUrl: read.IMAP_URL ?? null },
    publicUrl: read.PUBLIC_URL?.replace(/\/+$/u, '') ?? null,
    secrets: read.JALON_SECRET,
    trustedProxies: read.JALON_PROXIES,
  };
}

function slackOf(read: Read): SlackConfig | null {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = read;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = read;
  if (signingSecret === undefined) return null;
  const admitted = read.SLACK_WORKSPACES.includes('*') ? null : new Set(read.SLACK_WORKSPACES);
  const oauth =
    clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret, admitted };
  return { signingSecret, botToken: botToken ?? null, oauth, apiUrl };
}

function teamsOf(read: Read): TeamsConfig | null {
  if (read.MICROSOFT_APP_ID === undefined) return null;
  return {
    appId: read.MICROSOFT_APP_ID,
    appPassword: read.MICROSOFT_APP_PASSWORD ?? '',
    tenantId: read.MICROSOFT_APP_TENANT_ID ?? '',
    appType: read.MICROSOFT_APP_TYPE,
    openIdMetadataUrl: read.MICROSOFT_OPENID_METADATA_URL ?? null,
    loginUrl: read.MICROSOFT_LOGIN_URL ?? null,
  };
}

/** What only makes sense together. */
function incomplete(read: Read): string[] {
  const faults: string[] = [];
  faults.push(...incompleteSlack(read));
  if (
    read.MICROSOFT_APP_ID !== undefined &&
    read.MICROSOFT_APP_TYPE !== 'UserAssignedMSI' &&
    read.MICROSOFT_APP_PASSWORD === undefined
  ) {
    faults.push('MICROSOFT_APP_PASSWORD manque : il va avec MICROSOFT_APP_ID');
  }
  if (read.MICROSOFT_APP_ID !== undefined && read.MICROSOFT_APP_TENANT_ID === undefined) {
    faults.push(
      'MICROSOFT_APP_TENANT_ID manque : sans lui, tout locataire pourrait se porter garant du courriel de ses membres',
    );
  }
  if (read.JALON_LOCAL_TEAMS === '1' && !LOOPBACK.has(read.HOST)) {
    faults.push("JALON_LOCAL_TEAMS n'est permis que si HOST est une adresse de cette machine (127.0.0.1)");
  }
  if (read.JALON_LOCAL_TEAMS === '1' && read.MICROSOFT_APP_ID !== undefined) {
    faults.push("JALON_LOCAL_TEAMS et MICROSOFT_APP_ID ne vont pas ensemble : retirez l'un des deux");
  }
  if ((read.SMTP_URL === undefined) !== (read.MAIL_FROM === undefined)) {
    faults.push('SMTP_URL et MAIL_FROM vont ensemble : indiquez les deux, ou aucun');
  }
  if (read.IMAP_URL !== undefined && read.MAIL_FROM === undefined) {
    faults.push("IMAP_URL va avec SMTP_URL et MAIL_FROM : c'est à MAIL_FROM que les agendas répondent");
  }
  return faults;
}

/** One workspace goes by its token, several by OAuth; either needs the signing secret. */
function incompleteSlack(read: Read): string[] {
  const oauth = [read.SLACK_CLIENT_ID, read.SLACK_CLIENT_SECRET].filter((one) => one !== undefined).length;
  const ways = Number(read.SLACK_BOT_TOKEN !== undefined) + Number(oauth > 0);
  if (oauth === 1)
    return ['SLACK_CLIENT_ID et SLACK_CLIENT_SECRET vont ensemble : indiquez les deux, ou aucun'];
  if (oauth === 2 && read.SLACK_WORKSPACES.length === 0)
    return [
      'SLACK_WORKSPACES manque : sans lui, tout espace Slack pourrait se porter garant du courriel de ses membres',
    ];
  if (ways === 2) return ['SLACK_BOT_TOKEN (un espace) et SLACK_CLIENT_ID (plusieurs) : choisissez'];
  if ((read.SLACK_SIGNING_SECRET !== undefined) !== (ways === 1))
    return [
      `SLACK_SIGNING_SECRET et ${oauth > 0 ? 'SLACK_CLIENT_ID' : 'SLACK_BOT_TOKEN'} vont ensemble : indiquez les deux, ou aucun`,
    ];
  return [];
}
