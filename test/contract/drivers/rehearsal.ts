import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { card, form, notice, run, text } from '../../../cards/blocks.ts';
import type { Card, Form, Values } from '../../../cards/model.ts';
import { createTeams, type Teams } from '../../../src/platform/teams/app.ts';
import {
  TEAMS_LIMITS,
  type TeamsCredentials,
  type TeamsLimits,
} from '../../../src/platform/teams/options.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { createIntake, type Intake } from '../../../src/usecases/attachments/intake.ts';
import type { Bot, Reply, Request, Visitor } from '../../../src/usecases/bot.ts';
import type { LogFields } from '../../../src/usecases/log.ts';
import type { JsonObject } from '../../../src/usecases/ports.ts';
import { createTeamsClient, type TeamsClient } from '../../e2e/clients/teams.ts';
import type { TeamsStandIn } from '../../e2e/stand-ins/teams.ts';
import { testLinks } from '../../support/links.ts';

export const appId = '11111111-2222-4333-8444-555555555555';
export const tenantId = '99999999-8888-4777-8666-555555555555';
const credentials: TeamsCredentials = {
  appId,
  appPassword: 'secret-of-the-app',
  tenantId,
  appType: 'SingleTenant',
};
export const camille = { id: '29:camille', objectId: 'aaaa-camille', name: 'Camille Durand' };
const limits = { ...TEAMS_LIMITS, retryMs: 5, keysPauseMs: 0 };
const now = () => Temporal.Instant.from('2026-03-12T09:42:00Z');
const unavailable = card('unavailable', 'Service indisponible', [
  notice('warning', "Rien n'a été enregistré."),
]);

const reminder = card(
  'reminder',
  'Fin de la mise en place',
  [text('Dimanche 31/05/2026.')],
  [
    run("C'est noté", 'note', { phase: 'setup' }, 'primary'),
    run('Choisir un autre SIREN', 'refuse'),
    form('Signaler un retard', 'retard', { phase: 'setup' }),
  ],
);

function delayForm(values: Values, errors: Values = {}): Form {
  return {
    command: 'retard',
    title: 'Signaler un retard',
    intro: [],
    fields: [
      {
        name: 'day',
        label: 'Nouvelle date',
        widget: 'date',
        required: true,
        hint: null,
        maxLength: null,
        options: [],
      },
      {
        name: 'cause',
        label: 'Cause',
        widget: 'multiline',
        required: true,
        hint: null,
        maxLength: 500,
        options: [],
      },
    ],
    values,
    errors,
    hidden: { phase: 'setup' },
    submitLabel: 'Transmettre',
  };
}

/** A bot with a few commands and no rules, which remembers what it was asked. */
export class RehearsedBot implements Bot {
  readonly asked: Request[] = [];
  readonly welcomed: Visitor[] = [];
  /** Answers wait for it: a slow store. */
  hold: Promise<void> = Promise.resolve();

  async answer(request: Request): Promise<Reply> {
    const ask = (await request.takeIn?.()) ?? request.ask;
    this.asked.push({ ...request, ask });
    await this.hold;
    if (ask.kind === 'text') return this.#typed(ask.text);
    if (ask.kind === 'form' && ask.command === 'refuse') return refusal;
    if (ask.kind === 'form') return { kind: 'form', form: delayForm(ask.values) };
    if (ask.command === 'refuse') return refusal;
    if (ask.command === 'correct') return { ...refusal, form: delayForm(ask.values) };
    if (ask.kind === 'run') return done(`Noté par ${request.visitor.email}`);
    if (ask.values['cause'] === '') {
      return { ...refusal, form: delayForm(ask.values, { cause: 'Merci de décrire la cause.' }) };
    }
    return done(`Retard du ${ask.values['day']} enregistré (${ask.values['phase']})`);
  }

  async welcome(visitor: Visitor): Promise<Card> {
    this.welcomed.push(visitor);
    return card('welcome', 'Bienvenue', [text('Je suis Jalon.')], []);
  }

  #typed(typed: string): Reply {
    if (typed === 'retard') return { kind: 'form', form: delayForm({}) };
    if (typed === 'long')
      return done(
        'Longue liste',
        Array.from({ length: 900 }, (_, index) => `Ligne ${index} ${'x'.repeat(60)}`),
      );
    if (typed === 'panne') throw new TypeError('a fault of the program');
    return { kind: 'card', card: reminder };
  }
}

const refusal = {
  kind: 'refused' as const,
  card: card(
    'refusal',
    'SIREN refusé',
    [notice('refusal', 'Ce SIREN est celui de Créteil.')],
    [run('Utiliser 219400223', 'note')],
  ),
  form: null,
};

function done(title: string, items: readonly string[] = []): Reply {
  return { kind: 'card', card: card('done', title, items.length === 0 ? [] : [{ kind: 'list', items }]) };
}

interface Given {
  readonly credentials?: TeamsCredentials | null;
  readonly local?: boolean;
  readonly limits?: Partial<TeamsLimits>;
  readonly brokenCache?: boolean;
  /** In the place of the rehearsed one. */
  readonly bot?: Bot;
  readonly intake?: Intake;
}

/** Teams' endpoint on a real port, over a bot without rules and a stand-in for Microsoft's services. */
export interface Rehearsal {
  readonly bot: RehearsedBot;
  readonly teams: Teams;
  readonly client: TeamsClient;
  readonly botUrl: string;
  readonly logged: readonly { readonly event: string; readonly fields: LogFields }[];
  readonly seen: readonly { readonly accountId: string; readonly reference: JsonObject }[];
  readonly left: readonly string[];
  stop(): Promise<void>;
}

/** Camille is in the roster of every conversation. */
export function knowCamille(standIn: TeamsStandIn): void {
  standIn.roster.set(camille.id, {
    id: camille.id,
    aadObjectId: camille.objectId,
    name: camille.name,
    email: 'Camille.Durand@choisy.fr',
    tenantId,
  });
}

export async function rehearse(standIn: TeamsStandIn, given: Given = {}): Promise<Rehearsal> {
  const app = express();
  const cached = new Map<string, JsonObject>();
  const bot = new RehearsedBot();
  const logged: { readonly event: string; readonly fields: LogFields }[] = [];
  const seen: { readonly accountId: string; readonly reference: JsonObject }[] = [];
  const left: string[] = [];
  const note = (event: string, fields: LogFields) => logged.push({ event, fields });
  const effective = given.credentials === undefined ? credentials : given.credentials;
  const teams = createTeams({
    app,
    json: express.json({ limit: '1mb' }),
    credentials: effective,
    local: given.local ?? false,
    ...(effective === null
      ? {}
      : { endpoints: { openIdMetadataUrl: standIn.openIdMetadataUrl, loginUrl: standIn.loginUrl } }),
    bot: given.bot ?? bot,
    intake: given.intake ?? createIntake({ store: openMemory(), links: testLinks(now), now }),
    log: { info: note, warn: note, error: note },
    cache: {
      get: async (key) =>
        given.brokenCache === true ? Promise.reject(new TypeError('cache')) : cached.get(key),
      set: async (key, value) =>
        given.brokenCache === true ? Promise.reject(new TypeError('cache')) : cached.set(key, value),
    },
    accounts: {
      seen: async (accountId, reference) => void seen.push({ accountId, reference }),
      left: async (accountId) => void left.push(accountId),
    },
    unavailable,
    limits: { ...limits, ...given.limits },
  });
  const { promise, resolve } = Promise.withResolvers<Server>();
  const opened = app.listen(0, '127.0.0.1', () => resolve(opened));
  const server = await promise;
  const botUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signed = effective !== null;
  return {
    bot,
    teams,
    client: createTeamsClient({ botUrl, standIn, appId, tenantId, user: camille, signed }),
    botUrl,
    logged,
    seen,
    left,
    async stop() {
      await teams.stop();
      const { promise: closed, resolve: close } = Promise.withResolvers<void>();
      server.close(() => close());
      server.closeAllConnections();
      await closed;
    },
  };
}

export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (here, name) => (here === null || here === undefined ? undefined : Reflect.get(Object(here), name)),
    value,
  );
}
