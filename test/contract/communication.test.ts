import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Company, openCompany } from './drivers/company.ts';
import { type Mounted, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type LocalFile, type Talk } from './drivers/shown.ts';

/** A Tuesday, 10 h in Paris, and ten days before the end of the set-up, 10 h. */
const START = '2026-01-27T09:00:00Z';
const BEFORE_SETUP_END = '2026-05-21T08:00:00Z';
const MENTION = 'Un projet du programme Appropriation de la Métropole du Grand Paris';
const WITHOUT = 'Venez essayer le nouvel assistant de la mairie.';
const poster: LocalFile = {
  name: 'affiche.txt',
  bytes: new TextEncoder().encode(`${WITHOUT}\n${MENTION}.\n`),
};

describe.each(platforms)('the rules of communication (règlement, art. 9) on %s', (platform) => {
  const hasField = platform === 'slack' || platform === 'mail';
  const itInConversation = platform === 'mail' ? it.skip : it;
  let mounted: Mounted;
  let amina: Talk;
  let camille: Talk;
  let recorded: Company['recorded'];
  let agreed: Company['agreed'];

  beforeEach(async () => {
    const company = await openCompany(platform, START, [people.amina, people.camille]);
    ({ mounted, recorded, agreed } = company);
    [amina, camille] = company.talks as [Talk, Talk];
  });

  afterEach(() => mounted.close());

  it('are one card, and a list for each support', async () => {
    const rules = await agreed(amina.say('communication'));
    expect(rules.text).toContain(`la mention « ${MENTION} » et le logotype`);
    expect(rules.text).toContain('@Metropole_GrandParis');
    await agreed(amina.press('Selon le support', rules));
    const list = await agreed(amina.submit({ support: 'affiche' }));
    expect(folded(list.title ?? '')).toBe('Avant de publier : affiche');
    expect(list.text).toContain("La mention est imprimée sur l'affiche");
  });

  it('a text is read, and put right to be copied', async () => {
    await agreed(amina.say('texte verifier'));
    const found = await agreed(amina.submit({ texte: WITHOUT, support: 'affiche' }));
    expect(found.title).toBe('Texte à corriger');
    expect(found.text).toContain(`absente. À ajouter : « ${MENTION} »`);
    const mended = await agreed(amina.press('Insérer la mention', found));
    expect(mended.text).toContain(WITHOUT);
    expect(mended.text).toContain(MENTION);
    expect(mended.buttons).toContain('Télécharger le texte');
  });

  it('a file is read as well', async () => {
    if (hasField) await amina.say('texte verifier');
    else await amina.press('Vérifier un texte', await amina.send(poster));
    const found = await agreed(
      amina.submit({ support: 'affiche' }, undefined, hasField ? { fichier: [poster] } : {}),
    );
    expect(found.title).toBe('Rien à corriger dans ce texte');
    expect(found.text).toContain('« affiche.txt »');
    expect(found.text).toContain('présente (ligne 2)');
  });

  it('what cannot be read is told where it was given', async () => {
    await agreed(amina.say('texte verifier'));
    const refused = await amina.submit({ texte: '' });
    expect(`${refused.text} ${Object.values(refused.errors).join(' ')}`).toContain("Il n'y a rien à lire.");
  });

  itInConversation('are recalled to whoever writes of publishing, once a month', async () => {
    const recalled = await agreed(amina.say('nous préparons un communiqué de presse'));
    expect(recalled.title).toBe('Vous préparez une communication');
    expect(recalled.text).toContain(MENTION);
    const again = await agreed(amina.say('et une affiche'));
    expect(again.text).toContain('Commande inconnue');
  });

  it('are recalled ten days before the end of the set-up, until the reader wants no more', async () => {
    await agreed(camille.say('etape terminer Choisy-le-Roi audit 28/02/2026'));
    await mounted.beat();
    mounted.setClock(BEFORE_SETUP_END);
    await mounted.beat();
    const recalled = await amina.received('Avant de communiquer : Choisy-le-Roi');
    expect(recalled.buttons).toEqual(['Vérifier un texte', 'Toutes les règles', 'Ne plus me le rappeler']);
    const silenced = await agreed(amina.press('Ne plus me le rappeler', recalled));
    expect(silenced.title).toBe('Rappels arrêtés');
    expect(await recorded('rules-reminder-owed')).toHaveLength(1);
  });
});
