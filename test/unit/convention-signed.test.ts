import { afterAll, describe, expect, it } from '@jest/globals';
import {
  contractor,
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { store } from '../support/changes.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf } from '../support/meetings.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const INFORMATION = "Amélioration de la circulation de l'information interne et aide à la rédaction";
const INSTRUCTION = "Facilitation de l'instruction des dossiers";
const commune = 'nanterre';

describe('the signatures (art. 2)', () => {
  it('of one party leave the convention without effect, of both give it effect on the later day', async () => {
    const scene = await openStaffedScene();
    const first = await scene.fill('coordinator', 'convention signer', {
      commune,
      'signee-collectivite': '02/03/2026',
    });
    expect(said(first)).toBe(
      [
        'Convention de Nanterre',
        'Enregistré.',
        'Signée par la collectivité : le 02/03/2026',
        'Signée par la Métropole : date non renseignée',
        'Expérimentation choisie : non renseignée',
        "La convention prendra effet une fois signée par l'ensemble des parties.",
        'Convention, art. 1 et 2.',
      ].join('\n'),
    );
    await scene.press('coordinator', 'Compléter');
    const second = await scene.submit('coordinator', {
      'signee-metropole': '2026-02-27',
      bureau: 'BM2025/10/14 du 14/10/2025',
    });
    expect(said(second)).toContain('Signée par la collectivité : le 02/03/2026');
    expect(said(second)).toContain('Signée par la Métropole : le 27/02/2026');
    expect(said(second)).toContain('Délibération du Bureau : BM2025/10/14 du 14/10/2025');
    expect(said(second)).toContain("La convention a pris effet le 02/03/2026, jusqu'au 31/12/2026.");
    const file = said(await scene.say('coordinator', 'commune voir nanterre'));
    expect(file).toContain('02/03/2026');
    expect((await eventsOf(scene, 'convention-signed')).map(({ byId: _, ...data }) => data)).toEqual([
      { commune, beneficiaryOn: '2026-03-02', mgpOn: null, bureau: null },
      { commune, beneficiaryOn: null, mgpOn: '2026-02-27', bureau: 'BM2025/10/14 du 14/10/2025' },
    ]);
    expect(await scene.flush()).toEqual([]);
  });

  it('of today is taken, be it the last day of the term', async () => {
    const scene = await openStaffedScene({ at: '2026-12-31T09:00:00Z' });
    const reply = await scene.say('coordinator', 'convention signer nanterre 31/12/2026 31/12/2026');
    expect(said(reply)).toContain("a pris effet le 31/12/2026, jusqu'au 31/12/2026.");
  });

  it('the délibération told alone is kept; another word on a date replaces the former one', async () => {
    const scene = await openStaffedScene();
    const told = await scene.fill('coordinator', 'convention signer', { commune, bureau: 'BM2025/1' });
    expect(said(told)).toContain('Délibération du Bureau : BM2025/1');
    await scene.say('coordinator', 'convention signer nanterre signee-collectivite:01/03/2026');
    const again = await scene.say('coordinator', 'convention signer nanterre signee-collectivite:03/03/2026');
    expect(said(again)).toContain('Signée par la collectivité : le 03/03/2026');
    expect(said(again)).toContain('BM2025/1');
  });

  it('a délibération voted after the signature is told, with its day', async () => {
    const scene = await openStaffedScene();
    const early = await scene.say('coordinator', 'convention signer choisy-le-roi 18/11/2025');
    expect(said(early)).toContain(
      'La délibération de la collectivité a été votée le 19/11/2025, après cette signature. Vérifiez les dates.',
    );
    const right = await scene.say('coordinator', 'convention signer choisy-le-roi 19/11/2025');
    expect(said(right)).not.toContain('Vérifiez les dates');
    const other = await scene.say(
      'coordinator',
      'convention signer choisy-le-roi signee-metropole:18/11/2025',
    );
    expect(said(other)).not.toContain('Vérifiez les dates');
  });

  it('nothing told opens the form, and is refused in it with nothing recorded', async () => {
    const scene = await openStaffedScene();
    const opened = await scene.say('coordinator', 'convention signer nanterre');
    expect(formIn(opened).fields.map(({ name }) => name)).toEqual([
      'commune',
      'signee-collectivite',
      'signee-metropole',
      'option',
      'bureau',
    ]);
    expect(formIn(opened).errors).toEqual({});
    const refused = await scene.submit('coordinator', {});
    expect(refused.kind).toBe('refused');
    expect(plainSpaces(formIn(refused).errors['signee-collectivite'] ?? '')).toBe(
      "Indiquez au moins un de ces renseignements. Rien n'a été enregistré.",
    );
    expect(await eventsOf(scene, 'convention-signed')).toEqual([]);
  });

  it('a day to come, and one after the term, are refused under their field', async () => {
    const scene = await openStaffedScene();
    const errors = async (values: Record<string, string>) => {
      const reply = await scene.fill('coordinator', 'convention signer', { commune, ...values });
      const found = Object.entries(formIn(reply).errors);
      return found.map(([name, sentence]) => `${name}: ${plainSpaces(sentence)}`);
    };
    const future =
      "Le 13/03/2026 est à venir : seul ce qui a eu lieu s'enregistre. Revenez ce jour-là, ou corrigez la date.";
    for (const field of ['signee-collectivite', 'signee-metropole'])
      expect(await errors({ [field]: '13/03/2026' })).toEqual([`${field}: ${future}`]);
    scene.at('2027-01-04');
    expect(await errors({ 'signee-metropole': '01/01/2027' })).toEqual([
      'signee-metropole: Le 01/01/2027 est postérieur au terme de la convention (31/12/2026). Vérifiez la date.',
    ]);
    expect(await eventsOf(scene, 'convention-signed')).toEqual([]);
  });
});

describe('the experiment (art. 1)', () => {
  const chosen = async (scene: Scene, option: string) => {
    const reply = await scene.fill('coordinator', 'convention signer', { commune, option });
    const [event] = (await eventsOf(scene, 'option-chosen')).slice(-1);
    return [said(reply), event?.['option']];
  };

  it('is chosen by its rank, its title or how it begins, without any signature', async () => {
    const scene = await openStaffedScene();
    for (const [typed, title] of [
      ['2', INSTRUCTION],
      ['amelioration de la circulation', INFORMATION],
      [INSTRUCTION, INSTRUCTION],
    ] as const) {
      const [card, recorded] = await chosen(scene, typed);
      expect(card).toContain(`Expérimentation choisie : ${title}`);
      expect(recorded).toBe(title);
    }
    expect(await eventsOf(scene, 'convention-signed')).toEqual([]);
    expect(said(await scene.say('coordinator', 'commune voir nanterre'))).toContain(INSTRUCTION);
  });

  it('that the programme does not offer is refused with those it does, and a button puts it right', async () => {
    const scene = await openStaffedScene();
    for (const typed of ['3', '0', 'autre chose', '(-)']) {
      const line = `convention signer nanterre option:"${typed}"`;
      expect(said(await scene.say('coordinator', line))).toContain(
        `« ${typed} » n'est pas une des expérimentations proposées (convention, art. 1).`,
      );
    }
    expect(said(await scene.press('coordinator', INSTRUCTION))).toContain(
      `Expérimentation choisie : ${INSTRUCTION}`,
    );
  });

  it('is not taken for the only one where what was typed names none', async () => {
    const options = { une: 'Une seule expérimentation' };
    const tracks = [programme({ options, beneficiaries: [{ name: 'Thiais' }] })];
    const scene = await openScene({ tracks });
    const refused = await scene.say('coordinator', 'convention signer thiais option:(-)');
    expect(said(refused)).toContain("« (-) » n'est pas une des expérimentations");
    expect(said(await scene.say('coordinator', 'convention signer thiais option:une'))).toContain(
      'Expérimentation choisie : Une seule expérimentation',
    );
  });

  it('of the programme file stands until another is told', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('coordinator', 'convention signer choisy-le-roi 21/11/2025');
    expect(said(reply)).toContain(`Expérimentation choisie : ${INFORMATION}`);
    const told = await scene.say('coordinator', 'convention signer choisy-le-roi option:2');
    expect(said(told)).toContain(`Expérimentation choisie : ${INSTRUCTION}`);
  });

  it('is never one of another track, nor one that begins like another; the twelfth of a long list is one', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`e${index + 1}`, `Expérimentation ${index + 1}`]),
    );
    const beneficiaries = [{ name: 'Thiais' }];
    const other = programme({ id: 'autre-parcours', title: 'Autre parcours', options: many, beneficiaries });
    const scene = await openScene({ tracks: [programme({ contractor }), other] });
    const form = formIn(await scene.open('coordinator', 'convention signer', { commune: 'thiais' }));
    const options = form.fields.find(({ name }) => name === 'option')?.options ?? [];
    expect(options).toHaveLength(14);
    expect(new Set(options.map(({ value }) => value)).size).toBe(14);
    const twelfth = options.find(({ label }) => label === 'Expérimentation 12')?.value ?? '';
    const submit = (option: string) => scene.submit('coordinator', { option });
    expect(said(await submit(twelfth))).toContain('Expérimentation choisie : Expérimentation 12');
    await scene.open('coordinator', 'convention signer', { commune: 'thiais' });
    expect(said(await submit('ia-administration-interne/1'))).toContain("n'est pas une des expérimentations");
    await scene.open('coordinator', 'convention signer', { commune: 'thiais' });
    expect(said(await submit('Expérimentation'))).toContain("n'est pas une des expérimentations");
    expect(await eventsOf(scene, 'option-chosen')).toHaveLength(1);
  });

  it('is named by its rank alone beside a track whose programme was never loaded', async () => {
    const scene = await openStaffedScene();
    const events = [{ type: 'reminders-owed', data: { commune: 'x', items: [] } }];
    await store(scene, {
      writes: [{ stream: 'track:x', expectedVersion: 0, events, nextDueAt: null }],
    });
    const form = formIn(await scene.open('coordinator', 'convention signer', { commune }));
    const options = form.fields.find(({ name }) => name === 'option')?.options ?? [];
    expect(options.map(({ value }) => value)).toEqual(['1', '2']);
  });
});
