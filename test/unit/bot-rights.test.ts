import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Action } from '../../cards/model.ts';
import { commands, isTyped } from '../../src/usecases/commands.ts';
import { openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import type { Persona } from '../support/personas.ts';
import { REFUSED_WITH, rights, rolesOf, valuesFor } from '../support/rights.ts';

const isSubject = (action: Action) => action.kind === 'run' && action.values['sujet'] !== undefined;

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
    rights.map(
      (right) => [right.command.word, right.standing, right.commune, right.expected, right] as const,
    ),
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
        expect([reply.kind, said(reply)]).toEqual([
          'refused',
          expect.stringContaining(REFUSED_WITH[expected]),
        ]);
    }
  });

  it.each(Object.entries(rolesOf))(
    'help tells the %s what they may type, and nothing else',
    async (persona, role) => {
      const reply = await scene.say(persona as Persona, 'aide');
      if (reply.kind !== 'card') throw new TypeError(reply.kind);
      // A long list is opened group by group: together they say the same.
      const opened = reply.card.actions.filter(isSubject);
      const cards = [reply.card];
      for (const { label } of opened) {
        await scene.say(persona as Persona, 'aide');
        const group = await scene.press(persona as Persona, plainSpaces(label));
        if (group.kind === 'card') cards.push(group.card);
      }
      const shown = cards.length === 1 ? cards : cards.slice(1);
      const listed = shown.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : [])),
      );
      const usable = commands.filter(
        (command) => isTyped(command) && command.roles.some((one) => one === role || one === 'anyone'),
      );
      const told = usable.map((command) => ({ label: command.word, value: command.help }));
      const byLabel = (a: { readonly label: string }, b: { readonly label: string }) =>
        a.label < b.label ? -1 : 1;
      expect(listed.toSorted(byLabel)).toEqual(told.toSorted(byLabel));
    },
  );

  it('help about one thing tells of that alone, and of everything where the word is none of ours', async () => {
    const about = said(await scene.say('coordinator', 'aide Livrables'));
    expect(about).toContain('livrable deposer : ');
    expect(about).not.toContain('comite planifier : ');
    const whole = said(await scene.say('referent', 'aide moi'));
    expect(whole).toContain('Pour commencer');
    expect(said(await scene.say('stranger', 'aide livrables'))).toContain(
      'Rien ne vous est ouvert sur ce sujet.',
    );
  });

  it('refuses every command to a contractor of another track', async () => {
    const reply = await scene.say('contractor', 'calendrier', {
      visitor: { email: 'autre@prestataire.example', accountId: 'web/autre' },
    });
    expect(said(reply)).toContain(REFUSED_WITH['not-enrolled']);
  });

  it('does not let what only buttons call be typed', async () => {
    for (const command of commands.filter((one) => !isTyped(one))) {
      const reply = await scene.say('coordinator', command.word);
      expect(plainSpaces(said(reply))).not.toContain(command.title);
      expect(reply.kind).not.toBe('card');
    }
  });
});
