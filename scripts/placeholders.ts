/** Stands in the committed Teams manifest for the bot's own id, which `npm run package:teams` puts in its place. */
export const PLACEHOLDER_APP_ID = '00000000-0000-0000-0000-000000000000';

/** Stands in the committed Slack manifest for `PUBLIC_URL`; a name that RFC 2606 keeps from ever existing. */
export const PLACEHOLDER_URL = 'https://jalon.example';
