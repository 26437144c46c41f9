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
  readonly publicUrl: string | null;
}

export interface SlackConfig {
  readonly signingSecret: string;
  readonly botToken: string;
  readonly apiUrl: string;
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
}

/** One variable of the environment, as the README lists it. */
export interface Variable {
  readonly name: string;
  readonly fallback: string;
  readonly help: string;
}

/** Every variable that is read, for the README's table (checked by `npm run fresh`). */
export const VARIABLES: readonly Variable[] = [
  { name: 'HOST', fallback: '127.0.0.1', help: "adresse d'écoute" },
  { name: 'PORT', fallback: '3978', help: "port d'écoute ; 0 en choisit un libre et l'affiche" },
  { name: 'JALON_DATA', fallback: './data', help: 'dossier des données (SQLite)' },
  { name: 'DATABASE_URL', fallback: '–', help: 'PostgreSQL à la place de SQLite : postgres://…' },
  { name: 'JALON_PROGRAMME', fallback: 'conventions/', help: 'fichier ou dossier des parcours' },
  {
    name: 'JALON_COORDINATORS',
    fallback: '–',
    help: 'courriels de la coordination, séparés par des virgules',
  },
  { name: 'SLACK_SIGNING_SECRET', fallback: '–', help: 'secret de signature Slack' },
  { name: 'SLACK_BOT_TOKEN', fallback: '–', help: 'jeton du bot Slack (xoxb-…)' },
  {
    name: 'SLACK_API_URL',
    fallback: 'https://slack.com/api/',
    help: 'API de Slack (une autre pour les essais locaux)',
  },
  { name: 'MICROSOFT_APP_ID', fallback: '–', help: "identifiant de l'application Microsoft Entra" },
  { name: 'MICROSOFT_APP_PASSWORD', fallback: '–', help: 'secret de cette application' },
  { name: 'MICROSOFT_APP_TENANT_ID', fallback: '–', help: 'locataire Microsoft 365' },
  {
    name: 'MICROSOFT_APP_TYPE',
    fallback: 'SingleTenant',
    help: 'SingleTenant, MultiTenant ou UserAssignedMSI',
  },
  {
    name: 'MICROSOFT_OPENID_METADATA_URL',
    fallback: '–',
    help: 'essais locaux : métadonnées OpenID à la place de celles de Microsoft',
  },
  {
    name: 'MICROSOFT_LOGIN_URL',
    fallback: '–',
    help: 'essais locaux : service de jetons à la place de celui de Microsoft',
  },
  {
    name: 'JALON_LOCAL_TEAMS',
    fallback: '–',
    help: '1 : /api/messages sans jeton, depuis cette machine seulement',
  },
  { name: 'SMTP_URL', fallback: '–', help: 'serveur de courriel : smtp://… ou smtps://…' },
  { name: 'MAIL_FROM', fallback: '–', help: 'expéditeur des courriels' },
  { name: 'PUBLIC_URL', fallback: '–', help: 'adresse publique de Jalon, pour les manifestes' },
];

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const webUrl = z.url({ protocol: /^https?$/u, error: 'doit être une adresse http(s)' });
const email = z.email({ error: 'doit être une suite de courriels séparés par des virgules' });
const APP_TYPES = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const;

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
  PUBLIC_URL: webUrl.optional(),
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
        : { smtpUrl: read.SMTP_URL, from: read.MAIL_FROM },
    publicUrl: read.PUBLIC_URL ?? null,
  };
}

function slackOf(read: Read): SlackConfig | null {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = read;
  return signingSecret === undefined || botToken === undefined ? null : { signingSecret, botToken, apiUrl };
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
  if ((read.SLACK_SIGNING_SECRET === undefined) !== (read.SLACK_BOT_TOKEN === undefined)) {
    faults.push('SLACK_SIGNING_SECRET et SLACK_BOT_TOKEN vont ensemble : indiquez les deux, ou aucun');
  }
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
  return faults;
}
