/** Every endpoint that Jalon may have, by the beginning of its path; what follows may be a token and is never told. */
const ENDPOINTS = [
  '/slack/events',
  '/slack/install',
  '/slack/oauth_redirect',
  '/api/messages',
  '/suite',
  '/fichier',
  '/acces',
  '/verification',
  '/calendrier',
  '/healthz',
  '/readyz',
  '/metrics',
  '/essai',
  '/tableau',
] as const;

/** The endpoint that a path belongs to, `other` for all the rest: a closed set, whatever strangers ask for. */
export function endpointOf(path: string): string {
  return ENDPOINTS.find((endpoint) => path === endpoint || path.startsWith(`${endpoint}/`)) ?? 'other';
}
