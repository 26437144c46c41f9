import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Command } from '../../src/usecases/command.ts';
import { defineCommand } from '../../src/usecases/command.ts';
import { commands } from '../../src/usecases/commands.ts';
import { readDay } from '../../src/usecases/day-text.ts';
import { loadNumberingPlans } from '../../src/usecases/phone-number.ts';
import { formIn, openScene, openStaffedScene, plainOf, said, saidBy, shownFaults } from '../support/bot.ts';
import { identities } from '../support/personas.ts';

function commandNamed(word: string): Command {
  const found = commands.find((command) => command.word === word);
  if (found === undefined) throw new TypeError(word);
  return found;
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('the form of a command', () => {
  it('starts with what is known: own commune, role, today', async () => {
    const scene = await openStaffedScene();
    const form = formIn(await scene.say('referent', 'referent changer'));
    expect(form).toMatchObject({
      command: 'referent changer',
      title: 'Référent projet',
      values: { commune: 'choisy-le-roi', role: 'referent', 'a-compter-du': '12/03/2026' },
      errors: {},
      hidden: {},
      submitLabel: 'Transmettre',
    });
    expect(form.fields.map(({ name, widget, required }) => [name, widget, required])).toEqual([
      ['commune', 'choice', true],
      ['role', 'choice', true],
      ['nom', 'text', true],
      ['courriel', 'email', true],
      ['telephone', 'phone', true],
      ['a-compter-du', 'date', true],
      ['fonction', 'text', false],
      ['motif', 'text', false],
    ]);
    expect(form.fields[0]?.options).toEqual([{ value: 'choisy-le-roi', label: 'Choisy-le-Roi' }]);
  });

  it('leaves the choice to whoever has several communes', async () => {
    const scene = await openStaffedScene();
    const form = formIn(await scene.say('coordinator', 'calendrier'));
    expect(form.values).toEqual({});
    expect(form.fields[0]?.options.map(({ label }) => label)).toEqual(['Choisy-le-Roi', 'Nanterre']);
    const refused = await scene.submit('coordinator', {});
    expect(Object.entries(formIn(refused).errors)).toEqual([['commune', 'Ce renseignement est nécessaire.']]);
    expect(said(await scene.submit('coordinator', { commune: 'nanterre' }))).toContain(
      'Calendrier : Nanterre',
    );
  });

  it('takes a choice that was typed as people read it for the option that it names', async () => {
    const scene = await openStaffedScene();
    const form = formIn(await scene.say('coordinator', 'referent changer "NANTERRE" Suppléant'));
    expect(form.values).toMatchObject({ commune: 'nanterre', role: 'suppleant' });
    const phases = formIn(
      await scene.say('coordinator', 'etape retard "choisy le roi" "Mise en place et formation"'),
    );
    expect(phases.values).toMatchObject({ commune: 'choisy-le-roi', etape: 'setup' });
    expect(phases.fields[1]?.options.map(({ value }) => value)).toEqual([
      'audit',
      'setup',
      'use',
      'assessment',
    ]);
  });

  it('is not opened for a commune that is refused anyway', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.open('referent', 'etape retard', { commune: 'nanterre' }))).toContain(
      'Seule la Métropole peut modifier',
    );
  });

  it('keeps what was typed under its errors, hidden values too', async () => {
    const scene = await openStaffedScene();
    await scene.open('referent', 'rappel reporter', {
      commune: 'choisy-le-roi',
      echeance: 'setup-end',
      prevue: '2026-05-31',
    });
    const reply = await scene.submit('referent', { jour: '12/03/2026' });
    expect(formIn(reply)).toMatchObject({
      values: { commune: 'choisy-le-roi', jour: '12/03/2026' },
      hidden: { echeance: 'setup-end', prevue: '2026-05-31' },
      errors: { jour: expect.stringContaining('est passé. Indiquez un jour à venir.') },
    });
  });

  it('comes back as it was when the refusal is about no field', async () => {
    const scene = await openStaffedScene();
    await scene.open('coordinator', 'commune ajouter');
    const reply = await scene.submit('coordinator', { commune: 'Nanterre' });
    expect(formIn(reply)).toMatchObject({ values: { commune: 'Nanterre' }, errors: {} });
  });

  it('offers the tracks and no more than platforms take in a label', async () => {
    const scene = await openScene();
    const form = formIn(await scene.say('coordinator', 'import'));
    expect(form.fields[1]?.options).toEqual([
      { value: 'ia-administration-interne', label: 'IA – Administration interne des collectivités' },
    ]);
  });

  it('names a newcomer as their platform does, or leaves the name to them', async () => {
    const scene = await openScene();
    expect(formIn(await scene.say('stranger', 'inscription')).values['nom']).toBe('Hugo Noir');
    const unnamed = await scene.say('stranger', 'inscription', { visitor: { name: null } });
    expect(formIn(unnamed).values['nom']).toBe('');
    expect(formIn(await scene.say('coordinator', 'inscription')).values['nom']).toBe(
      identities.coordinator.name,
    );
  });

  it('a field without a widget does not start', () => {
    const declare = () =>
      defineCommand({
        word: 'essai',
        title: 'Essai',
        help: 'essayer',
        article: null,
        roles: ['anyone'],
        fields: { nu: z.string() },
        run: () => ({ kind: 'answer', card: { name: 'x', title: 'x', blocks: [], actions: [] } }),
      });
    expect(declare).toThrow('essai: the field nu has no widget');
  });
});

describe('dates as people write them', () => {
  it.each([
    ['31/05/2026', '2026-05-31'],
    ['1/3/2026', '2026-03-01'],
    ['31.12.2026', '2026-12-31'],
    ['31-12-2026', '2026-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is read', (typed, day) => {
    expect(readDay(typed)?.toString()).toBe(day);
  });

  it.each([
    '31/02/2026',
    '29/02/2026',
    '2026-13-01',
    '2026-02-30',
    '32/01/2026',
    '00/01/2026',
    '01/00/2026',
    '1/1/26',
    '31/05',
    'hier',
    '',
    '31/05/1999',
    '01/01/2101',
    '31/05/2026 ',
    '٣١/٠٥/٢٠٢٦',
  ])('%s is no day', (typed) => {
    expect(readDay(typed)).toBeNull();
  });
});

describe('what fields take', () => {
  beforeAll(() => loadNumberingPlans());

  const telephone = (typed: string) =>
    commandNamed('inscription').read({ role: 'referent', nom: 'A', telephone: typed }).kind;

  it.each([
    '01 48 00 00 00',
    '0148000000',
    '+33 1 48 00 00 00',
    '01.48.00.00.00',
    '06 12 34 56 78',
    '+590 590 20 00 00',
    '+32 2 555 12 12',
  ])('%s is a phone number', (typed) => {
    expect(telephone(typed)).toBe('ready');
  });

  it.each(['01 48 00 00', '9'.repeat(10_000), 'zéro un', '+33 0'])('%s is none', (typed) => {
    expect(telephone(typed)).toBe('faulty');
  });

  it.each([
    ['+45j', '+45 jours'],
    ['45', '+45 jours'],
    ['1 jour', '+1 jour'],
    ['6s', '+42 jours'],
    ['+ 2 semaines', '+14 jours'],
    ['1m', '+30 jours'],
    ['2 MOIS', '+60 jours'],
  ])('a delay of %s is simulated', async (typed, days) => {
    const scene = await openStaffedScene();
    expect(said(await scene.fill('coordinator', 'simuler', { etape: 'setup', delai: typed }))).toContain(
      days,
    );
  });

  it('spaces around are left aside, unknown values too', async () => {
    const scene = await openStaffedScene();
    const typed = { etape: '  setup ', delai: ' 45 ', inconnu: 'x' };
    expect((await scene.fill('coordinator', 'simuler', typed)).kind).toBe('card');
  });
});

describe('texts of people stay texts', () => {
  const HOSTILE = '<!channel> *gras* [lien](https://mal.example) <b>x</b> & =1+1 « ainsi » ; non !';

  it('kept verbatim in names, causes and reasons', async () => {
    const scene = await openStaffedScene({ checkTypography: false });
    const change = {
      commune: 'nanterre',
      nom: HOSTILE,
      courriel: 'x@y.example',
      telephone: '0148000000',
      motif: HOSTILE,
    };
    await scene.fill('coordinator', 'referent changer', change);
    const notices = await scene.flush();
    expect(notices.map(({ card }) => plainOf(card)).join('\n')).toContain(`Motif\u00a0: ${HOSTILE}`);
    const file = await scene.say('coordinator', 'referent voir nanterre');
    expect(file.kind === 'card' ? plainOf(file.card) : '').toContain(`Nom\u00a0: ${HOSTILE}`);
    const delay = {
      commune: 'choisy-le-roi',
      etape: 'setup',
      date: '15/07/2026',
      cause: `${HOSTILE}\n\u0000\ud800fin`,
    };
    await scene.fill('referent', 'etape retard', delay);
    await scene.press('referent', 'Transmettre');
    const [proposal] = (await scene.journal()).filter(({ type }) => type === 'phase-end-proposed');
    expect(proposal?.data['cause']).toBe(delay.cause);
  });

  it('10,000 characters in any field are refused, not cut, and nothing breaks', async () => {
    const scene = await openStaffedScene({ checkTypography: false });
    const long = 'é'.repeat(10_000);
    for (const command of commands) {
      const values = Object.fromEntries(Object.keys(command.fields).map((name) => [name, long]));
      for (const persona of ['referent', 'coordinator'] as const) {
        const reply = await scene.ask(persona, { kind: 'submit', command: command.word, values });
        expect(said(reply)).not.toContain('Demande interrompue');
        expect(said(reply)).not.toContain('momentanément indisponible');
      }
    }
    for (const text of [
      long,
      `calendrier ${long}`,
      `${'mot '.repeat(2_500)}`,
      `etape retard choisy-le-roi setup 15/07/2026 ${long}`,
    ]) {
      const reply = await scene.say('referent', text);
      expect(reply.kind).toBe('refused');
      expect(said(reply).length).toBeLessThan(1_000);
    }
    expect(saidBy((await scene.flush())[0]?.card)).toBe('');
  });
});
