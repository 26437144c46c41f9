import type { Card, Field, Form, Values } from '../../../cards/model.ts';
import { closeApp, createApp, formBody, listen } from '../../../src/http/server.ts';
import type { PagesOptions } from '../../../src/platform/web/pages/options.ts';
import { createPages } from '../../../src/platform/web/pages/pages.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { createIntake } from '../../../src/usecases/attachments/intake.ts';
import type { Reply, Request } from '../../../src/usecases/bot.ts';
import type { LinkedAct, LinkHolder, Links } from '../../../src/usecases/links.ts';
import { testLinks } from '../../support/links.ts';

/** The pages on a real port, over a bot that answers what the test says. */
export interface SamplePages {
  readonly origin: string;
  readonly links: Links;
  readonly clock: { now: Temporal.Instant };
  /** What the bot was asked, in order. */
  readonly asked: readonly Request[];
  readonly asksForLink: readonly string[];
  /** What was kept of forms that could not be answered. */
  readonly kept: readonly { readonly command: string; readonly values: Values }[];
  readonly logged: readonly (readonly [string, object])[];
  /** Path of a link of Amina's. */
  path(act?: LinkedAct, hours?: number): string;
  close(): Promise<void>;
}

export const amina: LinkHolder = {
  platform: 'mail',
  accountId: 'amina@choisy.example',
  email: 'amina@choisy.example',
};
export const LOOK: LinkedAct = { kind: 'look', command: 'calendrier', values: {} };
export const START = Temporal.Instant.from('2026-01-27T09:00:00Z');

export const emptyCard: Card = { name: 'x', title: 'Calendrier', blocks: [], actions: [] };

export function field(name: string, changes: Partial<Field> = {}): Field {
  return {
    name,
    label: `Nom de ${name}`,
    widget: 'text',
    required: false,
    hint: null,
    maxLength: null,
    options: [],
    ...changes,
  };
}

export function sampleForm(fields: readonly Field[], changes: Partial<Form> = {}): Form {
  return {
    command: 'etape retard',
    title: 'Signaler un retard',
    intro: [],
    fields,
    values: {},
    errors: {},
    hidden: {},
    submitLabel: 'Transmettre',
    ...changes,
  };
}

export async function startPages(
  reply: (request: Request) => Reply = () => ({ kind: 'card', card: emptyCard }),
  changes: Partial<PagesOptions> = {},
): Promise<SamplePages> {
  const clock = { now: START };
  const links = testLinks(() => clock.now);
  const asked: Request[] = [];
  const asksForLink: string[] = [];
  const kept: { readonly command: string; readonly values: Values }[] = [];
  const logged: (readonly [string, object])[] = [];
  const keep = (event: string, fields: object) => void logged.push([event, fields]);
  const log = { info: keep, warn: keep, error: keep };
  const app = createApp();
  let ids = 0;
  createPages({
    app,
    urlencoded: formBody('1mb'),
    bot: {
      answer: async (request) => {
        const ask = (await request.takeIn?.()) ?? request.ask;
        asked.push({ ...request, ask });
        return reply({ ...request, ask });
      },
      welcome: async () => emptyCard,
      keep: async (_visitor, command, values) => {
        kept.push({ command, values });
        return true;
      },
    },
    intake: createIntake({ store: openMemory(), links, now: () => clock.now }),
    links,
    log,
    now: () => clock.now,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    canMail: true,
    isFrontDoor: true,
    isKnown: async ({ accountId }) => accountId === amina.accountId,
    checkIncident: async () => null,
    files: async () => null,
    askForLink: async (email) => void asksForLink.push(email),
    ...changes,
  });
  closeApp(app, log);
  const listening = await listen(app, '127.0.0.1', 0);
  return {
    origin: `http://127.0.0.1:${listening.port}`,
    links,
    clock,
    asked,
    asksForLink,
    kept,
    logged,
    path: (act = LOOK, hours = 24) => new URL(links.actUrl(amina, act, hours)).pathname,
    close: () => listening.close(0),
  };
}
