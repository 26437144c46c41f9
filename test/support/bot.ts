import type { Action, Card, Form, Values } from '../../cards/model.ts';
import { plainText } from '../../cards/plain-text.ts';
import { parisDay } from '../../src/domain/calendar/hours.ts';
import type { TrackFacts } from '../../src/domain/track/facts.ts';
import { tick } from '../../src/scheduler/tick.ts';
import { verifierOf } from '../../src/store/hash.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createThreadedTextReader } from '../../src/text/threaded.ts';
import { createBot } from '../../src/usecases/answer.ts';
import { createIntake, type Intake } from '../../src/usecases/attachments/intake.ts';
import type { Ask, Bot, Reply, Request, Visitor } from '../../src/usecases/bot.ts';
import type { Command } from '../../src/usecases/command.ts';
import { commands } from '../../src/usecases/commands.ts';
import { frenchHolidays } from '../../src/usecases/holidays.ts';
import { loadProgramme } from '../../src/usecases/load-programme.ts';
import type { LogFields } from '../../src/usecases/log.ts';
import { render } from '../../src/usecases/messages.ts';
import type { Entry, Message, Person, Store } from '../../src/usecases/ports.ts';
import { parseProgramme } from '../../src/usecases/programme.ts';
import type { Settings } from '../../src/usecases/settings.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import type { Verdict } from '../../src/usecases/verdict.ts';
import { LiveWorld } from '../../src/usecases/world.ts';
import { realProgramme } from '../fixtures/programme/choisy.ts';
import { plainSpaces, textsOfCard, textsOfForm, typographyFaults } from './french.ts';
import { testLinks } from './links.ts';
import { coordinatorEmails, identities, type Persona, personaOf, visitorOf } from './personas.ts';

/** Thursday 12/03/2026, 10 h 42 in Paris: the audit is over, the set-up runs until 31/05. */
const MORNING = '2026-03-12T09:42:00Z';

/** Its thread begins with the first file that a test gives, and keeps nobody waiting at the end. */
const texts = createThreadedTextReader();

/** The facts of the real programme file, with what a test changes of it. */
export function programme(changes: Readonly<Record<string, unknown>> = {}): TrackFacts {
  const parsed = parseProgramme({ ...realProgramme(), ...changes });
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.faults));
  return parsed.value;
}

/** The contractor as the programme file of the tests names it. */
export const contractor = { name: 'Prestataire', email: identities.contractor.email };

export interface SceneOptions {
  readonly store?: Store;
  readonly at?: string;
  readonly tracks?: readonly TrackFacts[];
  readonly coordinators?: readonly string[];
  /** Emails that the settings give as coordinators, when they are not those recorded. */
  readonly settingsCoordinators?: readonly string[];
  /** False where people's own texts would be taken for ours. */
  readonly checkTypography?: boolean;
  /** The real one unless said otherwise. */
  readonly table?: readonly Command[];
}

/** What somebody received. */
export interface Received {
  readonly to: string;
  readonly card: Card;
  readonly message: Message;
}

export interface SayOptions {
  readonly key?: string;
  readonly visitor?: Partial<Visitor>;
  readonly takeIn?: Request['takeIn'];
}

/** One bot over one store, a clock that tests set, and people who talk to it. */
export class Scene {
  readonly store: Store;
  readonly world: LiveWorld;
  readonly settings: Settings;
  readonly bot: Bot;
  readonly logged: { readonly event: string; readonly fields: LogFields }[] = [];
  readonly typography: string[] = [];
  recorded = 0;
  erased = 0;
  now: Temporal.Instant;
  #ids = 0;
  #keys = 0;
  readonly #intake: Intake;
  readonly #name: string;
  readonly #checks: boolean;
  readonly #cards = new Map<string, Card>();
  readonly #forms = new Map<string, Form>();

  constructor(options: SceneOptions, name: string) {
    this.store = options.store ?? openMemory();
    this.world = new LiveWorld(this.store);
    this.now = Temporal.Instant.from(options.at ?? MORNING);
    this.settings = {
      coordinatorEmails: new Set(options.settingsCoordinators ?? options.coordinators ?? coordinatorEmails),
      holidays: frenchHolidays([2025, 2026, 2027]),
    };
    this.#name = name;
    this.#checks = options.checkTypography ?? true;
    const links = testLinks(() => this.now);
    this.#intake = createIntake({ store: this.store, links, now: () => this.now });
    const keep = (event: string, fields: LogFields) => void this.logged.push({ event, fields });
    this.bot = createBot({
      store: this.store,
      world: this.world,
      settings: this.settings,
      commands: options.table ?? commands,
      now: () => this.now,
      newId: () => this.newId(),
      log: { info: keep, warn: keep, error: keep },
      onErased: () => {
        this.erased += 1;
      },
      onRecorded: () => {
        this.recorded += 1;
      },
      ...verifierOf(this.store),
      texts: async () => texts,
      links,
    });
  }

  newId(): string {
    this.#ids += 1;
    return `${this.#name}-${this.#ids}`;
  }

  /** Moves the clock to a UTC instant, or to 10 h in Paris of a day. */
  at(when: string): void {
    this.now = when.includes('T')
      ? Temporal.Instant.from(when)
      : Temporal.PlainDate.from(when)
          .toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '10:00' })
          .toInstant();
  }

  get today(): Temporal.PlainDate {
    return parisDay(this.now);
  }

  async ask(persona: Persona, ask: Ask, options: SayOptions = {}): Promise<Reply> {
    this.#keys += 1;
    const reply = await this.bot.answer({
      visitor: { ...visitorOf(persona), ...options.visitor },
      key: options.key ?? `${this.#name}:${this.#keys}`,
      correlationId: `${this.#name}-c${this.#keys}`,
      ask,
      takeIn: options.takeIn ?? null,
    });
    if (reply.kind !== 'form') this.#showCard(persona, reply.card);
    if (reply.kind !== 'card' && reply.form !== null) this.#showForm(persona, reply.form);
    return reply;
  }

  say(persona: Persona, text: string, options: SayOptions = {}): Promise<Reply> {
    return this.ask(persona, { kind: 'text', text }, options);
  }

  /** Presses a button of the last card that this person was shown. */
  press(persona: Persona, label: string, options: SayOptions = {}): Promise<Reply> {
    return this.ask(persona, this.button(persona, label), options);
  }

  /** What a button of the last card asks for. */
  button(persona: Persona, label: string): Ask {
    const actions = this.#cards.get(persona)?.actions ?? [];
    const action = actions.find((a) => plainSpaces(a.label) === plainSpaces(label));
    if (action === undefined || action.kind === 'link') {
      throw new TypeError(`no button « ${label} » among ${actions.map((a) => a.label).join(', ')}`);
    }
    return { kind: action.kind, command: action.command, values: action.values };
  }

  /** Opens a command's form. */
  open(persona: Persona, command: string, values: Values = {}): Promise<Reply> {
    return this.ask(persona, { kind: 'form', command, values });
  }

  /** Sends the last form that this person was shown, with what they typed over its values. */
  submit(persona: Persona, typed: Values, options: SayOptions = {}): Promise<Reply> {
    const shown = this.#forms.get(persona);
    if (shown === undefined) throw new TypeError(`${persona} was shown no form`);
    const values = { ...shown.values, ...shown.hidden, ...typed };
    return this.ask(persona, { kind: 'submit', command: shown.command, values }, options);
  }

  /** Fills in and sends a command's form in one go. */
  async fill(persona: Persona, command: string, typed: Values, options: SayOptions = {}): Promise<Reply> {
    await this.open(persona, command);
    return this.submit(persona, typed, options);
  }

  /** Gives a file, as a platform takes it in: the value of a field for files. */
  give(persona: Persona, name: string, bytes: Uint8Array): Promise<string> {
    const { platform, accountId } = visitorOf(persona);
    return this.#intake.take({ platform, accountId }, { name, bytes });
  }

  /** Records other facts of a track, as a changed programme file would. */
  async load(facts: TrackFacts): Promise<void> {
    const stream = `track:${facts.id}`;
    const track = this.world.tracks.get(facts.id);
    const contacts = {
      contractorId: track?.contractorId ?? null,
      communicationId: track?.communicationId ?? null,
    };
    const { streams } = await this.store.heads();
    const events = [{ type: 'programme-loaded', data: JSON.parse(JSON.stringify({ facts, ...contacts })) }];
    const writes = [{ stream, expectedVersion: streams.get(stream) ?? 0, events, nextDueAt: null }];
    const recordedAt = this.now.toString();
    const base = undelivered({
      recordedAt,
      actor: 'system',
      correlationId: 'load',
    });
    await this.store.append({ ...base, writes });
  }

  /** Records what the calendar owes now. */
  async tick(): Promise<void> {
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const { store, world, settings } = this;
    const links = testLinks(() => this.now);
    await tick({ store, world, settings, now: () => this.now, newId: () => this.newId(), log, links });
  }

  /** Renders every message that waits, as the scheduler does, and gives back what each person receives. */
  async flush(): Promise<readonly Received[]> {
    const received: Received[] = [];
    for (;;) {
      const leaseUntilAt = this.now.add({ minutes: 5 }).toString();
      const claimed = await this.store.claim({ now: this.now.toString(), leaseUntilAt, recipients: 100 });
      if (claimed.length === 0) return received;
      await this.world.catchUp();
      const bundles = Map.groupBy(claimed, (m) => (m.group === null ? m.key : `${m.to} ${m.group}`));
      for (const bundle of bundles.values()) received.push(...(await this.#deliver(bundle)));
    }
  }

  /** What became of a waiting message, without sending it. */
  async verdict(key: string): Promise<Verdict | undefined> {
    const message = await this.store.message(key);
    return message === null ? undefined : this.verdictOn(message);
  }

  /** What would become of a message if it left now, whether it waits or not. */
  async verdictOn(message: Message): Promise<Verdict | undefined> {
    await this.world.catchUp();
    return this.#rendered([message]).get(message.key);
  }

  /** Everything recorded, but for the accounts that visits link by themselves. */
  async journal(): Promise<readonly Entry[]> {
    const entries = await Array.fromAsync(this.store.journal());
    return entries.filter(({ type }) => type !== 'account-linked');
  }

  async messages(): Promise<readonly Message[]> {
    return Array.fromAsync(this.store.messages());
  }

  async person(persona: Persona): Promise<Person | undefined> {
    await this.world.catchUp();
    return this.world.people.byEmail(identities[persona].email)?.person;
  }

  #rendered(messages: readonly Message[]): ReadonlyMap<string, Verdict> {
    const { world, settings, now, today } = this;
    return render({ world, settings, now, today }, messages).verdicts;
  }

  async #deliver(bundle: readonly Message[]): Promise<readonly Received[]> {
    const verdicts = this.#rendered(bundle);
    const received = new Map<Card, Received>();
    for (const message of bundle) {
      const verdict = verdicts.get(message.key);
      if (verdict?.kind === 'say') {
        const to = personaOf(this.world.people.byId(message.to)?.person.email ?? null);
        received.set(verdict.card, { to, card: verdict.card, message });
        this.#showCard(to, verdict.card);
      }
      await this.#settle(message, verdict);
    }
    return [...received.values()];
  }

  async #settle(message: Message, verdict: Verdict | undefined): Promise<void> {
    const at = this.now.toString();
    if (verdict?.kind === 'redirect') {
      await this.store.settle(message.key, message.fence, { kind: 'redirected', to: verdict.to });
    } else if (verdict?.kind === 'say') {
      const sent = { kind: 'sent', at, channel: 'web', platformId: message.key } as const;
      await this.store.settle(message.key, message.fence, sent);
    } else {
      const why = verdict?.why ?? 'no-verdict';
      await this.store.settle(message.key, message.fence, { kind: 'dropped', why });
    }
  }

  #showCard(persona: string, card: Card): void {
    this.#cards.set(persona, card);
    this.#check(textsOfCard(card), card.actions, card.title);
  }

  #showForm(persona: string, form: Form): void {
    this.#forms.set(persona, form);
    this.#check(textsOfForm(form), [], form.title);
  }

  /** Limits hold for every card; typography for every text of ours. Kept for the end of the test: see `soundness`. */
  #check(texts: readonly string[], actions: readonly Action[], title: string): void {
    if (title.length > 150) this.typography.push(`a title of ${title.length} characters`);
    for (const { label } of actions) if (label.length > 75) this.typography.push(`a long label: ${label}`);
    for (const action of actions) {
      if (action.kind !== 'link' && JSON.stringify(action.values).length > 2_000) {
        this.typography.push(`a button that carries too much: ${action.label}`);
      }
    }
    if (this.#checks) this.typography.push(...texts.flatMap(typographyFaults));
  }
}

const scenes: Scene[] = [];

/** Everything that was wrong with the cards and forms shown since the last call. */
export function shownFaults(): readonly string[] {
  return scenes.splice(0).flatMap((scene) => scene.typography);
}

/** A bot that knows the real programme, its contractor and the two coordinators, and nobody else. */
export async function openScene(options: SceneOptions = {}, name = 'id'): Promise<Scene> {
  const scene = new Scene(options, name);
  scenes.push(scene);
  const parts = { store: scene.store, world: scene.world, now: () => scene.now, newId: () => scene.newId() };
  await loadProgramme(
    parts,
    options.tracks ?? [programme({ contractor })],
    options.coordinators ?? coordinatorEmails,
  );
  return scene;
}

/** The same once Choisy-le-Roi has its référent and its deputy, and Nanterre, added to the programme, its own. */
export async function openStaffedScene(options: SceneOptions = {}, name = 'id'): Promise<Scene> {
  const scene = await openScene(options, name);
  await scene.say('coordinator', 'commune ajouter Nanterre');
  await designate(scene, 'choisy-le-roi', 'referent', 'referent');
  await designate(scene, 'choisy-le-roi', 'suppleant', 'deputy');
  await designate(scene, 'nanterre', 'referent', 'foreignReferent');
  await scene.flush();
  return scene;
}

/** A coordinator designates a persona, from today. */
export async function designate(
  scene: Scene,
  commune: string,
  role: 'referent' | 'suppleant',
  persona: Persona,
): Promise<Reply> {
  const { name, email, phone } = identities[persona];
  const typed = { commune, role, nom: name, courriel: email, telephone: phone };
  return scene.fill('coordinator', 'referent changer', typed);
}

/** What a reply says, title first, spaces made plain. */
export function said(reply: Reply): string {
  return plainSpaces(reply.kind === 'form' ? reply.form.title : plainText(reply.card));
}

/** What a card says, as it is. */
export function plainOf(card: Card): string {
  return plainText(card);
}

/** What a card says, spaces made plain. */
export function saidBy(card: Card | undefined): string {
  return card === undefined ? '' : plainSpaces(plainText(card));
}

/** The form of a reply, to look at its values and errors. */
export function formIn(reply: Reply): Form {
  const form = reply.kind === 'card' ? null : reply.form;
  if (form === null) throw new TypeError(`no form in ${said(reply)}`);
  return form;
}
