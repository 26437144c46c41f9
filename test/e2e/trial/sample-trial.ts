import type { AddressInfo } from 'node:net';
import express from 'express';
import { renderMail } from '../../../src/platform/mail/render.ts';
import { pages } from '../../../src/platform/teams/pages.ts';
import { renderCard, renderForm } from '../../../src/platform/teams/render.ts';
import { createTrial, type Trial } from '../../../src/platform/web/trial.ts';
import type { Persona, TrialClock } from '../../../src/platform/web/trial-types.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { createIntake } from '../../../src/usecases/attachments/intake.ts';
import type { Links } from '../../../src/usecases/links.ts';
import type { Log } from '../../../src/usecases/log.ts';
import { testLinks } from '../../support/links.ts';
import { createSampleBot, reminder, type SampleBot } from './sample-bot.ts';

/** The trial on a real port, with a bot and a clock of its own. */
export interface SampleTrial {
  readonly url: string;
  readonly port: number;
  readonly bot: SampleBot;
  readonly trial: Trial;
  readonly links: Links;
  readonly clock: TrialClock;
  close(): Promise<void>;
}

const personas: readonly Persona[] = [
  {
    id: 'claire',
    name: 'Claire Martin',
    email: 'claire.martin@choisy.example',
    channel: 'chat',
    role: 'Future référente de Choisy-le-Roi',
    commands: ['aide', 'inscription', 'calendrier'],
  },
  {
    id: 'coordination',
    name: 'Nadia Benali',
    email: 'coordination@mgp.example',
    channel: 'chat',
    role: 'Coordination de la Métropole',
    commands: ['aide', 'referent manquants', 'retards'],
  },
  {
    id: 'inconnu',
    name: 'Paul Durand',
    email: 'paul.durand@ailleurs.example',
    channel: 'chat',
    role: 'Agent inconnu du programme',
    commands: ['aide'],
  },
  {
    id: 'courriel',
    name: 'Inès Roy',
    email: 'ines.roy@choisy.example',
    channel: 'mail',
    role: 'Référente sans Slack ni Teams',
    commands: [],
  },
];

/** Reminders leave on these instants, to these personas. */
const planned: readonly (readonly [string, string])[] = [
  ['2026-05-22T07:00:00Z', 'claire'],
  ['2026-05-22T07:00:00Z', 'coordination'],
  ['2026-05-29T07:00:00Z', 'claire'],
];

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Monday 18/05/2026, 9 h in Paris. */
const start = Temporal.Instant.from('2026-05-18T07:00:00Z');

const links = testLinks(() => start);

export async function startSampleTrial(port = 0): Promise<SampleTrial> {
  const app = express();
  app.disable('x-powered-by');
  const bot = createSampleBot();
  const { clock, attach } = sampleClock();
  const trial = createTrial({
    app,
    json: express.json({ limit: '64kb' }),
    bot,
    intake: createIntake({ store: openMemory(), links, now: clock.now }),
    renderCard: (card) => pages(card).map((page) => renderCard(page, { dialogs: false })),
    renderForm: (form) => renderForm(form, { place: 'conversation' }),
    renderMail: (card, account, envelope) => renderMail(links, card, account, envelope),
    personas,
    suggestions: [
      { kind: 'say', label: 'Devenir référente de Choisy-le-Roi', personaId: 'claire', text: 'inscription' },
      { kind: 'say', label: 'Voir qui n’a pas de référent', personaId: 'coordination', text: 'aide' },
      { kind: 'clock', label: 'Recevoir le prochain rappel', move: 'next-message' },
    ],
    clock,
    log: silent,
  });
  attach(trial);
  const server = app.listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/essai`,
    port: address.port,
    bot,
    trial,
    links,
    clock,
    async close() {
      trial.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Stands for the scheduler: what is planned on the way is sent at its hour, once. */
function sampleClock(): { readonly clock: TrialClock; attach(trial: Trial): void } {
  let now = start;
  let messenger: Trial['messenger'] | null = null;
  const left = planned.map(([at, personaId]) => ({ at: Temporal.Instant.from(at), personaId }));
  const clock: TrialClock = {
    now: () => now,
    async advance(to) {
      while (left[0] !== undefined && Temporal.Instant.compare(left[0].at, to) <= 0) {
        const { at, personaId } = left[0];
        left.shift();
        now = at;
        const email = personas.find(({ id }) => id === personaId)?.email ?? '';
        const account = (await messenger?.findByEmail(email)) ?? null;
        if (account !== null)
          await messenger?.send(account, reminder, { key: `reminder:${personaId}:${at}`, isLegal: true });
      }
      now = to;
    },
    nextWakeAt: async () => left[0]?.at ?? null,
  };
  return {
    clock,
    attach(trial) {
      messenger = trial.messenger;
    },
  };
}
