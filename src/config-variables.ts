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
    name: 'SLACK_CLIENT_ID',
    fallback: '–',
    help: "plusieurs espaces Slack : identifiant de l'application, à la place de SLACK_BOT_TOKEN",
  },
  {
    name: 'SLACK_CLIENT_SECRET',
    fallback: '–',
    help: 'plusieurs espaces Slack : secret de cette application',
  },
  {
    name: 'SLACK_WORKSPACES',
    fallback: '–',
    help: "plusieurs espaces Slack : identifiants (T…, E…) de ceux qui peuvent installer l'application et sont servis, ou *",
  },
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
  { name: 'MAIL_FROM', fallback: '–', help: 'expéditeur des courriels, à qui les agendas répondent' },
  {
    name: 'IMAP_URL',
    fallback: '–',
    help: 'boîte de MAIL_FROM, où lire les réponses des agendas : imaps://…',
  },
  {
    name: 'PUBLIC_URL',
    fallback: "adresse d'écoute",
    help: 'adresse publique de Jalon : liens des courriels, fichiers, manifestes',
  },
  {
    name: 'JALON_SECRET',
    fallback: 'gardé dans JALON_DATA',
    help: 'scelle liens et jetons (32 caractères au moins) ; plusieurs, le nouveau en tête, séparés par des virgules',
  },
  {
    name: 'JALON_PROXIES',
    fallback: '0',
    help: "nombre de serveurs mandataires devant Jalon, dont l'en-tête X-Forwarded-For est cru",
  },
];
