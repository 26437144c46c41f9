import { randomUUID } from 'node:crypto';
import type { Form, Values } from '../../cards/model.ts';
import { atParis, parisDay } from '../../src/domain/calendar/hours.ts';
import type { Reason } from '../../src/domain/kernel/refusal.ts';
import { openMemory } from '../../src/store/memory.ts';
import type { Command, Context } from '../../src/usecases/command.ts';
import { commands } from '../../src/usecases/commands.ts';
import { formOf } from '../../src/usecases/forms.ts';
import { loadProgramme } from '../../src/usecases/load-programme.ts';
import { LiveWorld } from '../../src/usecases/world.ts';
import { bruno, choisy } from './samples/places.ts';
import { realTrack } from './samples/programme.ts';

export interface SampleForm {
  readonly variant: string | null;
  readonly form: Form;
}

const FAULTY: Readonly<
  Record<string, { readonly values: Values; readonly reasons: Record<string, Reason> }>
> = {
  'referent changer': {
    values: { commune: choisy.communeValue, nom: bruno.name, courriel: bruno.email, telephone: '01 48' },
    reasons: {
      telephone: { code: 'invalid-phone', typed: '01 48' },
      'a-compter-du': { code: 'missing-field' },
    },
  },
  'etape retard': {
    values: { commune: choisy.communeValue, etape: 'setup', date: '31/02/2026', cause: 'Travaux' },
    reasons: { date: { code: 'no-such-day', typed: '31/02/2026' } },
  },
};

/** The form of every command that asks for something, as it opens, and some with refused values. */
export async function sampleForms(): Promise<readonly SampleForm[]> {
  const context = await sampleContext();
  return commands.filter(hasVisibleField).flatMap((command) => {
    const faulty = FAULTY[command.word];
    const opened = { variant: null, form: formOf(command, context, {}) };
    if (faulty === undefined) return [opened];
    return [opened, { variant: 'erreurs', form: formOf(command, context, faulty.values, faulty.reasons) }];
  });
}

function hasVisibleField(command: Command): boolean {
  return Object.values(command.fields).some((field) => field.meta.widget !== 'hidden');
}

/** Somebody who may do all, on the day of a reminder, over records that hold the real programme and nothing else. */
async function sampleContext(): Promise<Context> {
  const store = openMemory();
  const now = atParis(Temporal.PlainDate.from('2026-05-22'), 9);
  const world = new LiveWorld(store);
  const track = realTrack();
  await loadProgramme({ store, world, now: () => now, newId: randomUUID }, [track], []);
  const speaksFor = [{ track: track.id, commune: choisy.communeValue, role: 'referent' }] as const;
  const visitor = {
    platform: 'web',
    accountId: 'exemple',
    email: null,
    name: null,
    reference: null,
  } as const;
  return {
    actor: { visitor, row: null, isCoordinator: true, speaksFor, contractorOf: [] },
    world,
    settings: { coordinatorEmails: new Set(), holidays: new Map() },
    now,
    today: parisDay(now),
    newId: randomUUID,
    fileUrl: ({ file }) => `https://jalon.example/fichier/${file}`,
    feedUrl: () => 'https://jalon.example/calendrier/exemple.ics',
    givenFile: () => null,
  };
}
