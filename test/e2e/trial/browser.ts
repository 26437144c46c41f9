import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** A page in Debian's chromium, with what went wrong in it. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors and warnings, uncaught faults, refused by the content security policy: none is expected. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  readonly javaScript?: boolean;
}

export async function openWindow({
  width,
  height,
  dark = false,
  javaScript = true,
}: WindowOptions): Promise<Window> {
  const folder = await mkdtemp(join(tmpdir(), 'jalon-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    locale: 'fr-FR',
    // The visitor's own zone must not matter: the page shows Paris.
    timezoneId: 'America/New_York',
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled: javaScript,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  return {
    page,
    context,
    faults,
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
