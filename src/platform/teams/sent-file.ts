import { isLoopbackHost } from './action.ts';
import type { Envelope } from './activity.ts';
import type { Authentication } from './auth.ts';
import { at, textAt } from './json.ts';

/** A file as an activity tells of it. */
export interface TeamsFile {
  /** Empty where none is given. */
  readonly name: string;
  /** Null where Teams says none. */
  readonly url: string | null;
  /** An image pasted into the text: kept by the Bot Connector, which asks for the bot's token. */
  readonly isInline: boolean;
}

const SHARED = 'application/vnd.microsoft.teams.file.download.info';
/** Teams names no pasted image. */
const IMAGE = 'image';

/**
 * The files that came with a message. In a team or a group chat Teams gives bots none: there the text itself, which goes
 * with every message as HTML, tells whether there was one.
 */
export function filesOf({ isPublic }: Envelope, body: unknown): readonly TeamsFile[] {
  const attachments = at(body, 'attachments');
  return (Array.isArray(attachments) ? attachments : []).flatMap((attachment): TeamsFile[] => {
    const type = textAt(attachment, 'contentType') ?? '';
    const name = textAt(attachment, 'name') ?? '';
    if (type === SHARED)
      return [{ name, url: textAt(attachment, 'content', 'downloadUrl'), isInline: false }];
    if (type.startsWith('image/'))
      return [{ name: name || IMAGE, url: textAt(attachment, 'contentUrl'), isInline: true }];
    const isTold =
      isPublic && type === 'text/html' && /<attachment\s/iu.test(textAt(attachment, 'content') ?? '');
    return isTold ? [{ name, url: null, isInline: false }] : [];
  });
}

/**
 * Where a file is had: at OneDrive's hosts, or, for a pasted image, where Teams is reached (`serviceUrl`, which the gate
 * has admitted). Null for anywhere else: nothing is fetched there, whatever an activity says.
 */
export function addressOf(
  { url, isInline }: TeamsFile,
  serviceUrl: string,
  admits: Authentication['admits'],
): URL | null {
  if (url === null || !URL.canParse(url)) return null;
  const address = new URL(url);
  const isAdmitted = isInline
    ? address.origin === new URL(serviceUrl).origin
    : isSharePoint(address) || (isLoopbackHost(address.hostname) && admits(url));
  return isAdmitted && address.username === '' && address.password === '' ? address : null;
}

/** Those of Microsoft's worldwide and GCC clouds: in the others Teams gives bots no files. */
function isSharePoint({ protocol, hostname, origin }: URL): boolean {
  return protocol === 'https:' && hostname.endsWith('.sharepoint.com') && origin === `https://${hostname}`;
}
