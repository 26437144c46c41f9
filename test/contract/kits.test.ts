import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Company, openCompany } from './drivers/company.ts';
import { type Mounted, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type Talk } from './drivers/shown.ts';

/** A Friday, 10 h in Paris: the next working morning is Monday 02/02/2026. */
const START = '2026-01-30T09:00:00Z';
const MONDAY = '2026-02-02T08:00:00Z';
const KIT = 'https://nuage.mgp.example/kits/ia';

describe.each(platforms)('the kit of a track (règlement, art. 9) on %s', (platform) => {
  let mounted: Mounted;
  let amina: Talk;
  let bruno: Talk;
  let camille: Talk;
  let ines: Talk;

  let recorded: Company['recorded'];
  let agreed: Company['agreed'];

  beforeEach(async () => {
    const company = await openCompany(platform, START, [
      people.amina,
      people.bruno,
      people.camille,
      people.ines,
    ]);
    ({ mounted, recorded, agreed } = company);
    [amina, bruno, camille, ines] = company.talks as [Talk, Talk, Talk, Talk];
  });

  afterEach(() => mounted.close());

  it('is published once its preview is confirmed, told with its links, and seen by those of the track', async () => {
    expect((await agreed(amina.say('kit voir'))).text).toContain(
      "Le kit de ce parcours n'est pas encore disponible. Vous serez prévenu(e) dès sa publication.",
    );
    await camille.say('kit publier');
    const refused = await camille.submit({ version: '1', liens: 'ftp://mgp.example/kit' });
    expect(folded(refused.errors['liens'] ?? '')).toContain("n'est pas une adresse en http ou https.");
    const preview = await agreed(
      camille.submit({ liens: `${KIT}\n${KIT}/affiches`, nouveautes: 'Affiches' }),
    );
    expect(folded(preview.title)).toBe('Publier auprès de 2 référents et suppléants ?');
    expect(preview.text).toContain('Sans référent nominatif à prévenir (1 collectivité)');
    expect(preview.buttons.map(folded)).toEqual([
      'Publier lundi 02/02 à 9 h',
      'Publier maintenant',
      'Corriger',
      'Annuler',
    ]);
    expect(await recorded('kit-published')).toEqual([]);
    const done = await agreed(camille.press('Publier maintenant', preview));
    expect(done.text).toContain('La version 1 du kit est disponible.');
    await mounted.beat();
    const told = await amina.received('est à votre disposition.');
    expect(told.text).toContain('@Metropole_GrandParis');
    expect(told.buttons).toEqual([
      'Ouvrir nuage.mgp.example (1)',
      'Ouvrir nuage.mgp.example (2)',
      'Voir le kit',
      'Vérifier un texte',
    ]);
    expect((await agreed(amina.press('Voir le kit', told))).text).toMatch(/Ce qui change(?: :)? Affiches/u);
    await bruno.received('est à votre disposition.');
    expect((await agreed(ines.say('kit voir'))).text).toMatch(/Version(?: :)? 1/u);
    const report = await agreed(camille.say('kit voir'));
    expect(report.text).toMatch(/Annoncé à(?: :)? 2 personnes Remis(?: :)? 2 personnes/u);
    expect(report.buttons).toContain('Publier une nouvelle version');
  });

  it('is told on the next working morning when it is ordered so, to those who are designated then', async () => {
    const preview = await agreed(camille.say(`kit publier 1 ${KIT}`));
    const ordered = preview.buttons.find((label) => label.startsWith('Publier lundi')) ?? '';
    await agreed(camille.press(ordered, preview));
    await mounted.beat();
    expect(await recorded('kit-told')).toEqual([]);
    expect((await agreed(camille.say('kit voir'))).text).toContain(
      'La version 1 sera disponible le 02/02/2026 à 9 h 00.',
    );
    mounted.setClock(MONDAY);
    await mounted.beat();
    expect(await recorded('kit-told')).toHaveLength(1);
    await amina.received('est à votre disposition.');
  });

  it('the same version again, or the same links, is refused; so is anybody but the coordination', async () => {
    await agreed(camille.press('Publier maintenant', await agreed(camille.say(`kit publier 1 ${KIT}`))));
    const twice = await agreed(camille.say(`kit publier 1 ${KIT}/2`));
    expect(`${twice.text} ${folded(twice.errors['version'] ?? '')}`).toContain(
      'La version « 1 » de ce kit existe déjà, depuis le 30/01/2026.',
    );
    const same = await agreed(camille.say(`kit publier 2 ${KIT}`));
    expect(`${same.text} ${folded(same.errors['liens'] ?? '')}`).toContain('sont ceux de la version « 1 »');
    expect((await amina.say(`kit publier 2 ${KIT}`)).text).toContain('réservée à la coordination');
    expect(await recorded('kit-published')).toHaveLength(1);
  });
});
