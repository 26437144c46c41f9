import { type Html, html, NOTHING } from '../../../../cards/html.ts';
import {
  BRAND,
  EVERYTHING_HERE,
  linkOf,
  NEW_LINK,
  type PlainPage,
  PROGRAMME,
  SKIP,
  TOO_MANY,
} from '../../../../cards/pages.ts';
import type { Session } from './session.ts';
import { ICON, STYLE } from './style.ts';

/** Nothing but our own style sheet and icon, and forms that come back to us. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface DocumentParts {
  readonly title: string;
  readonly main: Html;
  readonly foot: Html;
  /** See `rootOf`. */
  readonly root: string;
}

/** A whole page. */
export function documentOf({ title, main, foot, root }: DocumentParts): string {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${BRAND}</title>
<link rel="icon" href="${root}${ICON.name}" type="image/svg+xml">
<link rel="stylesheet" href="${root}${STYLE.name}">
</head>
<body>
<a class="skip" href="#contenu">${SKIP}</a>
<header><p class="brand">${BRAND}</p><p class="what">${PROGRAMME}</p></header>
<main id="contenu" tabindex="-1">
${main}</main>
<footer>${foot}</footer>
</body>
</html>
`.markup;
}

/** Beneath a page of somebody: the way to everything they may do, and whose link it is. */
export function footOf(session: Session): Html {
  const { href } = session.target({ kind: 'look', command: 'aide', values: {} });
  return html`<p><a href="${href}">${EVERYTHING_HERE}</a></p><p>${linkOf(session.holder.email, session.untilAt.toString())}</p>`;
}

/** A page that says one thing to whoever comes; `offersLink` shows the way to a new link. */
export function plainDocument(
  page: PlainPage,
  { root, offersLink }: { readonly root: DocumentParts['root']; readonly offersLink: boolean },
): string {
  const way = offersLink
    ? html`<p class="acts"><a class="act primary" href="${root}acces">${NEW_LINK}</a></p>\n`
    : NOTHING;
  const main = html`<h1>${page.title}</h1>\n<p>${page.text}</p>\n${way}`;
  return documentOf({ title: page.title, main, foot: NOTHING, root });
}

/** For whoever opens too many links in a minute: stands by itself, wherever it is said. */
export const tooManyPage: string = html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${TOO_MANY.title} – ${BRAND}</title></head>
<body><main><h1>${TOO_MANY.title}</h1><p>${TOO_MANY.text}</p></main></body></html>
`.markup;
