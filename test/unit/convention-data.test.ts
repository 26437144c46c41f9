import { afterAll, describe, expect, it } from '@jest/globals';
import { formIn, openStaffedScene, programme, type Scene, said, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf } from '../support/meetings.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const act = {
  commune: 'choisy-le-roi',
  objet: 'experimentation',
  nature: 'temporaire',
  'signe-le': '10/03/2026',
  usages: 'Fiches de procédure, pour la recherche interne.',
};

const record = (scene: Scene, changes: Record<string, string> = {}) =>
  scene.fill('coordinator', 'convention acte-donnees', { ...act, ...changes });
const obligations = async (scene: Scene, commune = 'choisy-le-roi') =>
  said(await scene.say('coordinator', `obligations ${commune}`)).split('\n');

describe('the specific act of data (art. 8)', () => {
  it.each([
    ['temporaire', 'temporary', 'temporaire'],
    ['definitif', 'final', 'définitif'],
  ])('%s: is recorded with what the data may be used for', async (nature, kind, words) => {
    const scene = await openStaffedScene();
    expect(said(await record(scene, { nature }))).toBe(
      [
        'Données de Choisy-le-Roi',
        "L'acte spécifique est enregistré.",
        "Objet : Mise à disposition pour l'expérimentation ou son bilan",
        `Nature : ${words}`,
        'Signé le : 10/03/2026',
        'Données et utilisations : Fiches de procédure, pour la recherche interne.',
        'Convention, art. 8.',
      ].join('\n'),
    );
    expect(await eventsOf(scene, 'data-act-recorded')).toMatchObject([
      { commune: 'choisy-le-roi', purpose: 'experiment', nature: kind, signedOn: '2026-03-10' },
    ]);
    expect(await obligations(scene)).toContain(
      `- Acte spécifique avant tout partage de données (art. 8) : ${words}, le 10/03/2026`,
    );
    expect(await scene.flush()).toEqual([]);
  });

  it.each(['temporaire', 'definitif'])('%s: needs its uses, which the form then asks for', async (nature) => {
    const scene = await openStaffedScene();
    const refused = formIn(await record(scene, { nature, usages: '' }));
    expect(plainSpaces(refused.errors['usages'] ?? '')).toBe('Ce renseignement est nécessaire.');
    expect(refused.fields.find(({ name }) => name === 'usages')?.required).toBe(true);
    const typed = await scene.say(
      'coordinator',
      `convention acte-donnees choisy-le-roi experimentation ${nature} 10/03/2026`,
    );
    expect(typed.kind).toBe('form');
    expect(await eventsOf(scene, 'data-act-recorded')).toEqual([]);
  });

  it('none is needed where no data is shared: no uses are asked, and it is no longer to be done', async () => {
    const scene = await openStaffedScene();
    const reply = await record(scene, { nature: 'aucune', usages: '' });
    expect(said(reply)).toContain(
      "Enregistré.\nObjet : Mise à disposition pour l'expérimentation ou son bilan\nNature : aucune donnée partagée\nConstaté le : 10/03/2026\nConvention, art. 8.",
    );
    const form = formIn(await scene.open('coordinator', 'convention acte-donnees', { nature: 'aucune' }));
    expect(form.fields.find(({ name }) => name === 'usages')?.required).toBe(false);
    const lines = await obligations(scene);
    expect(lines.indexOf('Sans objet')).toBeLessThan(
      lines.indexOf(
        '- Acte spécifique avant tout partage de données (art. 8) : aucune donnée partagée, constaté le 10/03/2026',
      ),
    );
  });

  it('the newest one of its purpose stands, whatever the other purpose says', async () => {
    const scene = await openStaffedScene();
    await record(scene);
    await record(scene, { objet: 'transfert', nature: 'definitif' });
    await record(scene, { nature: 'definitif', 'signe-le': '11/03/2026' });
    const lines = await obligations(scene);
    expect(lines).toContain(
      '- Acte spécifique avant tout partage de données (art. 8) : définitif, le 11/03/2026',
    );
    expect(lines).toContain(
      "- Transfert des données au terme de l'expérimentation (art. 8) : si la Métropole le demande, acte du 10/03/2026",
    );
  });

  it('to come is refused', async () => {
    const scene = await openStaffedScene();
    const refused = await record(scene, { 'signe-le': '2026-03-13' });
    expect(plainSpaces(formIn(refused).errors['signe-le'] ?? '')).toContain('Le 13/03/2026 est à venir');
    expect(await eventsOf(scene, 'data-act-recorded')).toEqual([]);
  });
});

describe('the transfer at the end (art. 8)', () => {
  it('once MGP has asked for it is under way, and its act is one button away', async () => {
    const scene = await openStaffedScene();
    const asked = await record(scene, { objet: 'transfert', nature: 'demande', usages: '' });
    expect(said(asked)).toContain(
      'La demande de transfert du 10/03/2026 est enregistrée.\nLe transfert lui-même demande un acte spécifique, à enregistrer une fois signé.',
    );
    expect(await obligations(scene)).toContain(
      "- Transfert des données au terme de l'expérimentation (art. 8) : demandé par la Métropole le 10/03/2026",
    );
    expect(await eventsOf(scene, 'data-requested')).toMatchObject([{ requestedOn: '2026-03-10' }]);
    await record(scene, { objet: 'transfert', nature: 'demande' });
    const form = formIn(await scene.press('coordinator', "Enregistrer l'acte"));
    expect(form.values).toMatchObject({ commune: 'choisy-le-roi', objet: 'transfert' });
    await scene.submit('coordinator', { nature: 'definitif', 'signe-le': '12/03/2026', usages: 'Tout.' });
    const lines = await obligations(scene);
    expect(lines.indexOf('Fait')).toBeLessThan(
      lines.indexOf(
        "- Transfert des données au terme de l'expérimentation (art. 8) : demandé par la Métropole le 10/03/2026, acte du 12/03/2026",
      ),
    );
  });

  it('that the convention itself provides for is due with the end of the experiment, then late', async () => {
    const tracks = [programme({ data: { transfer: 'due' } })];
    const scene = await openStaffedScene({ tracks });
    const line =
      "- Transfert des données au terme de l'expérimentation (art. 8), au plus tard le 30/12/2026 : la convention le prévoit";
    const before = await obligations(scene);
    expect(before.indexOf(line)).toBeGreaterThan(before.indexOf('À faire'));
    scene.at('2026-12-31');
    const after = await obligations(scene);
    expect(after.indexOf(line)).toBeGreaterThan(after.indexOf('En retard'));
    expect(after.indexOf(line)).toBeLessThan(after.indexOf('À faire'));
    await record(scene, { objet: 'transfert', nature: 'aucune' });
    expect((await obligations(scene)).filter((one) => one.startsWith('- Transfert'))).toEqual([
      "- Transfert des données au terme de l'expérimentation (art. 8) : la convention le prévoit, aucune donnée partagée, constaté le 10/03/2026",
    ]);
  });

  it('follows the convention of the beneficiary where it departs from its track', async () => {
    const real = programme();
    const beneficiaries = real.beneficiaries.map((one) => ({
      name: one.name,
      dataTransfer: 'due',
    }));
    const scene = await openStaffedScene({ tracks: [programme({ beneficiaries })] });
    expect((await obligations(scene)).join('\n')).toContain('la convention le prévoit');
    expect((await obligations(scene, 'nanterre')).join('\n')).toContain('si la Métropole le demande');
  });
});
