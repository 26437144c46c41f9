import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Command, Role } from '../../src/usecases/command.ts';
import { commands, isTyped } from '../../src/usecases/commands.ts';
import { openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import type { Persona } from '../support/personas.ts';

const rolesOf: Readonly<Record<'coordinator' | 'referent' | 'deputy' | 'contractor' | 'stranger', Role>> = {
  coordinator: 'coordinator',
  referent: 'referent',
  deputy: 'deputy',
  contractor: 'contractor',
  stranger: 'anyone',
};

interface Right {
  readonly command: Command;
  readonly persona: keyof typeof rolesOf & Persona;
  readonly commune: 'choisy-le-roi' | 'nanterre';
  readonly expected: 'served' | 'other-commune' | 'coordinators-only' | 'referents-only' | 'not-enrolled';
}

const SENTENCES: Readonly<Record<Exclude<Right['expected'], 'served'>, string>> = {
  'other-commune': "Seule la Métropole peut modifier la fiche d'une autre collectivité",
  'coordinators-only': 'Cette action est réservée à la coordination de la Métropole.',
  'referents-only':
    'Cette action est réservée aux référents des collectivités et à leurs suppléants, chacun pour la sienne.',
  'not-enrolled': "Vous n'êtes pas encore enregistré(e).",
};

function expectedFor(command: Command, role: Role, commune: Right['commune']): Right['expected'] {
  const { roles } = command;
  const ownOnly = role === 'referent' || role === 'deputy';
  if (roles.includes('anyone')) return 'served';
  if (!roles.includes(role)) {
    if (roles.every((one) => one === 'coordinator')) return 'coordinators-only';
    return role === 'anyone' ? 'not-enrolled' : 'referents-only';
  }
  const foreign = command.fields['commune'] !== undefined && commune === 'nanterre';
  return ownOnly && foreign ? 'other-commune' : 'served';
}

const rights: readonly Right[] = commands.flatMap((command) =>
  Object.entries(rolesOf).flatMap(([persona, role]) =>
    (['choisy-le-roi', 'nanterre'] as const).map((commune) => ({
      command,
      persona: persona as Right['persona'],
      commune,
      expected: expectedFor(command, role, commune),
    })),
  ),
);

/** Plausible values for every required field, so that nothing but rights can refuse. */
function valuesFor(command: Command, commune: string): Record<string, string> {
  const given: Record<string, string> = {
    commune,
    role: 'referent',
    nom: 'Léa Moreau',
    courriel: 'lea.moreau@choisyleroi.example',
    telephone: '01 48 00 00 06',
    'a-compter-du': '12/03/2026',
    etape: 'setup',
    date: '15/07/2026',
    cause: 'Salle indisponible',
    delai: '+45j',
    jour: '20/03/2026',
    echeance: 'setup-end',
    prevue: '2026-05-31',
    demande: 'unknown',
    proposition: 'unknown',
    fichier: 'collectivite\nThiais',
  };
  return Object.fromEntries(
    Object.keys(command.fields).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
}

describe('who may do what, from the table of commands', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openStaffedScene();
  });
  afterAll(() => expect(shownFaults()).toEqual([]));

  it('covers every command, every role, own and foreign communes', () => {
    expect(rights).toHaveLength(commands.length * 5 * 2);
  });

  it.each(
    rights.map((right) => [right.command.word, right.persona, right.commune, right.expected, right] as const),
  )('%s by the %s for %s: %s', async (_word, persona, commune, expected, { command }) => {
    for (const kind of ['form', 'run'] as const) {
      if (kind === 'run' && expected === 'served') continue;
      const reply = await scene.ask(persona, {
        kind,
        command: command.word,
        values: valuesFor(command, commune),
      });
      if (expected === 'served') expect(reply.kind).toBe('form');
      else
        expect([reply.kind, said(reply)]).toEqual(['refused', expect.stringContaining(SENTENCES[expected])]);
    }
  });

  it.each(Object.entries(rolesOf))(
    'help tells the %s what they may type, and nothing else',
    async (persona, role) => {
      const reply = await scene.say(persona as Persona, 'aide');
      if (reply.kind !== 'card') throw new TypeError(reply.kind);
      const listed = reply.card.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
      const usable = commands.filter(
        (command) => isTyped(command) && command.roles.some((one) => one === role || one === 'anyone'),
      );
      expect(listed).toEqual(usable.map((command) => ({ label: command.word, value: command.help })));
    },
  );

  it('refuses every command to a contractor of another track', async () => {
    const reply = await scene.say('contractor', 'calendrier', {
      visitor: { email: 'autre@prestataire.example', accountId: 'web/autre' },
    });
    expect(said(reply)).toContain(SENTENCES['not-enrolled']);
  });

  it('does not let what only buttons call be typed', async () => {
    for (const command of commands.filter((one) => !isTyped(one))) {
      const reply = await scene.say('coordinator', command.word);
      expect(plainSpaces(said(reply))).not.toContain(command.title);
      expect(reply.kind).not.toBe('card');
    }
  });
});
