import { createHash } from 'node:crypto';
import type { InstallPage } from '../../../cards/slack.ts';

const style = `
body { margin: 0 auto; padding: 2rem 1.25rem; max-width: 36rem; font: 1.0625rem/1.6 system-ui, sans-serif; color: #1d2733; background: #fff; }
h1 { font-size: 1.5rem; line-height: 1.3; color: #1f3a5f; }
a { display: inline-block; padding: 0.625rem 1.25rem; border-radius: 0.375rem; background: #1f3a5f; color: #fff; }
a:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
`;

/** Nothing but the style above, known by its hash. */
export const installPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What Node's answer and Express's share. */
interface HtmlResponse {
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  end(body: string): unknown;
}

/** Shows a page of the installation. */
export function sendPage(response: HtmlResponse, status: number, page: InstallPage): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(pageHtml(page));
}

/** A page of the installation: no script, readable without its style. */
export function pageHtml({ title, paragraphs, link }: InstallPage): string {
  const words = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
  const go = link === null ? '' : `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>\n`;
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Jalon</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${words}
${go}</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
