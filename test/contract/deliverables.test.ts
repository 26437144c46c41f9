import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Company, openCompany } from './drivers/company.ts';
import { type Mounted, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type Talk } from './drivers/shown.ts';

/** A Tuesday, 10 h in Paris; ten working days later is Tuesday 10/02/2026. */
const START = '2026-01-27T09:00:00Z';
const LATE = '2026-02-10T09:00:00Z';
const LINK = 'https://prestataire.example/rapport';
const report = { titre: "Rapport d'audit", etape: 'audit', lien: LINK };
const LIFT = 'Lever la réserve 1\u00a0: Ajouter les annexes';

describe.each(platforms)('the life of a deliverable (art. 3) on %s', (platform) => {
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

  /** LIV-01, a link, to everybody; everybody is told. */
  async function handOver(): Promise<void> {
    await camille.say('livrable deposer');
    const preview = await agreed(camille.submit(report));
    await agreed(camille.press('Déposer', preview));
    await mounted.beat();
  }

  it('is handed over once its preview is confirmed, and told with the three answers', async () => {
    await camille.say('livrable deposer');
    const refused = await camille.submit({ ...report, lien: 'javascript:alert(1)' });
    expect(folded(refused.errors['lien'] ?? '')).toBe(
      "« javascript:alert(1) » n'est pas une adresse en http ou https. Copiez-la depuis la barre de votre navigateur.",
    );
    const preview = await agreed(camille.submit({ lien: LINK }));
    expect(preview.text).toMatch(/Adressé à(?: :)? toutes les collectivités du parcours \(2\)/u);
    expect(preview.text).toContain(
      '2 personnes seront prévenues. Sans référent nominatif à prévenir (1 collectivité)',
    );
    expect(preview.text).toContain("Nanterre Rien n'est encore enregistré.");
    expect(await recorded('deliverable-handed-over')).toEqual([]);
    const done = await agreed(camille.press('Déposer', preview));
    expect(done.text).toContain('Le livrable LIV-01 est déposé.');
    await mounted.beat();
    const told = await amina.received('La Métropole vous remet ce livrable');
    expect(told.buttons).toEqual([
      'Valider',
      'Valider avec réserves',
      'Refuser',
      'Ouvrir le lien',
      'Voir le livrable',
    ]);
    expect(told.text).toContain("L'absence de réponse ne vaut pas validation.");
    await bruno.received('La Métropole vous remet ce livrable');
  });

  it('is validated by the button of its message: a receipt, by mail too where there is mail', async () => {
    await handOver();
    const told = await amina.received('La Métropole vous remet ce livrable');
    const done = await agreed(amina.press('Valider', told));
    expect(done.text).toContain(
      'Votre validation de LIV-01 (version 1) est enregistrée le 27/01/2026 à 10 h 00. Reçu n° VAL-2026-0001.',
    );
    expect(done.text).toContain('Empreinte SHA-256');
    expect(await recorded('deliverable-judged')).toMatchObject([
      { number: 'VAL-2026-0001', verdict: 'validated' },
    ]);
    await mounted.beat();
    await camille.received('Choisy-le-Roi : validé le 27/01/2026 à 10 h 00 par Amina Diallo.');
    const receipts = (await Array.fromAsync(mounted.core.store.messages())).filter(
      ({ topic }) => topic === 'validation-receipt',
    );
    if (platform === 'mail') {
      const mail = await amina.received('Reçu VAL-2026-0001');
      expect(mail.text).toContain('Votre validation de LIV-01 (version 1) est enregistrée');
    } else
      expect(receipts.map(({ state, lastError }) => `${state} ${lastError}`)).toEqual(['dropped no-mail']);
  });

  it('is validated with reserves from its message, never without a text; each is lifted by its button', async () => {
    await handOver();
    const told = await amina.received('La Métropole vous remet ce livrable');
    const form = await agreed(amina.press('Valider avec réserves', told));
    expect(form.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'livrable',
      'avis',
      'reserves',
      'commune',
    ]);
    const refused = await agreed(amina.submit({ reserves: '-', remarque: 'Entre nous' }));
    expect(folded(refused.errors['reserves'] ?? '')).toContain(
      'Indiquez au moins une réserve, une par ligne.',
    );
    const done = await agreed(amina.submit({ reserves: '- Ajouter les annexes\n- Corriger la page 3' }));
    expect(done.text).toContain('Votre validation avec réserves de LIV-01 (version 1) est enregistrée');
    expect(done.text).toContain('1. Ajouter les annexes');
    expect(done.text).toContain('Remarque pour la Métropole seulement Entre nous');
    await mounted.beat();
    expect((await camille.received('Validé avec réserves par Choisy-le-Roi')).text).toContain('Entre nous');
    const toContractor = await ines.received('Validé avec réserves par Choisy-le-Roi');
    expect(toContractor.text).toContain('1. Ajouter les annexes');
    expect(toContractor.text).not.toContain('Entre nous');
    expect((await agreed(ines.say('livrable voir LIV-01'))).text).not.toContain('Entre nous');
    const lifted = await agreed(amina.press(LIFT, done));
    expect(lifted.text).toContain('La réserve n° 1 de Choisy-le-Roi est levée. 1 réserve reste à lever.');
    await agreed(amina.press('Lever la réserve 2\u00a0: Corriger la page 3', lifted));
    expect((await agreed(camille.say('livrables'))).text).toContain('1 en attente, 1 validation');
    const again = await agreed(bruno.say('livrable lever LIV-01 1'));
    expect(`${again.text} ${folded(again.errors['reserve'] ?? '')}`).toContain(
      'La réserve n° 1 est déjà levée, depuis le 27/01/2026.',
    );
  });

  it('with reserves typed in a conversation, without any message', async () => {
    await handOver();
    const asked = await agreed(amina.say('livrable valider LIV-01'));
    expect(asked.text).toContain('Que dit Choisy-le-Roi de ce livrable ?');
    const done = await agreed(amina.say('livrable valider LIV-01 reserves "Ajouter les annexes"'));
    expect(done.buttons).toEqual([LIFT, 'Voir le livrable']);
    const refused = await agreed(bruno.say('livrable refuser LIV-01 Hors sujet'));
    expect(refused.text).toContain('Ce livrable a été validé avec réserves par Amina Diallo');
  });

  it('of two colleagues at once, one act is recorded and the other is told « déjà traité »', async () => {
    await handOver();
    const [hers, his] = await Promise.all(
      [amina, bruno].map((talk) => talk.received('La Métropole vous remet ce livrable')),
    );
    const shown = await Promise.all([amina.press('Valider', hers), bruno.press('Valider', his)]);
    expect(await recorded('deliverable-judged')).toHaveLength(1);
    const titles = shown.map(({ title }) => folded(title)).sort();
    expect(titles).toEqual([
      "Déjà traité : LIV-01 : Rapport d'audit",
      "Reçu VAL-2026-0001 : LIV-01 : Rapport d'audit",
    ]);
    const told = shown.find(({ title }) => title.startsWith('Déjà'));
    expect(told?.text).toMatch(
      /a été validé par (?:Amina Diallo|Bruno Lefèvre) le 27\/01\/2026 à 10 h 00\. Aucune action n'est nécessaire\./u,
    );
  });

  it('a change of mind is a new act that its button asks for; the first stays', async () => {
    await handOver();
    await amina.say('livrable valider LIV-01 valider');
    const already = await agreed(bruno.say('livrable valider LIV-01'));
    await agreed(bruno.press("Changer d'avis", already));
    const done = await agreed(bruno.submit({ avis: 'refuser', motif: 'Les annexes manquent.' }));
    expect(done.text).toContain('Votre refus de LIV-01 (version 1) est enregistré');
    expect((await recorded('deliverable-judged')).map(({ verdict }) => verdict)).toEqual([
      'validated',
      'refused',
    ]);
  });

  it('a newer version reopens it and says what it replaces: the button of the former records nothing', async () => {
    await handOver();
    const first = await amina.received('La Métropole vous remet ce livrable');
    await camille.say('livrable nouvelle-version LIV-01');
    const same = await camille.submit({ lien: LINK });
    expect(folded(same.errors['lien'] ?? '')).toContain("C'est déjà le contenu de la version 1 de LIV-01.");
    const preview = await agreed(camille.submit({ lien: `${LINK}-v2`, changements: 'Annexes ajoutées' }));
    expect(preview.text).toContain('La version 2 remplace la version 1.');
    await agreed(camille.press('Déposer la nouvelle version', preview));
    await mounted.beat();
    const second = await amina.received('La version 2 remplace la version 1.');
    expect(second.text).toMatch(/Ce qui change(?: :)? Annexes ajoutées/u);
    const refused = await amina.press('Valider', first);
    expect(refused.text).toContain(
      "La version 1 de LIV-01 a été remplacée par la version 2, qui est celle à valider. Rien n'a été enregistré.",
    );
    expect((await agreed(amina.press('Valider', second))).text).toContain('de LIV-01 (version 2)');
    expect((await recorded('deliverable-judged')).map(({ version }) => version)).toEqual([2]);
  });

  it('what is withdrawn is told with its reason, and validated no more', async () => {
    await handOver();
    const told = await amina.received('La Métropole vous remet ce livrable');
    await camille.press('Retirer', await agreed(camille.say('livrable voir LIV-01')));
    const done = await agreed(camille.submit({ motif: 'Déposé par erreur' }));
    expect(done.text).toContain("Le livrable LIV-01 est retiré. Plus personne n'est relancé à son sujet.");
    await mounted.beat();
    const withdrawn = await amina.received('Livrable retiré');
    expect(withdrawn.text).toContain('Retiré le 27/01/2026 à 10 h 00 : Déposé par erreur');
    expect((await amina.press('Valider', told)).text).toContain(
      'Le livrable LIV-01 a été retiré le 27/01/2026',
    );
    expect(await recorded('deliverable-judged')).toEqual([]);
  });

  it('the coordination sees who is late, and reminds them after a preview of who gets what', async () => {
    await handOver();
    mounted.setClock(LATE);
    const matrix = await agreed(camille.say('livrable suivi'));
    expect(matrix.text).toContain(
      '2 collectivités en attente depuis 10 jours ouvrés ou plus, sur 1 livrable.',
    );
    expect(matrix.text).toContain('Choisy-le-Roi en attente (10 j)');
    expect(matrix.buttons).toEqual(['Relancer les 2 en retard', 'Exporter (CSV)']);
    const preview = await agreed(camille.press('Relancer les 2 en retard', matrix));
    expect(preview.text).toContain('Choisy-le-Roi, LIV-01 : Amina Diallo et Bruno Lefèvre');
    expect(preview.text).toContain('Nanterre, LIV-01 : personne à qui écrire');
    expect(preview.text).toContain("2 personnes recevront un message. Rien n'est encore parti.");
    const done = await agreed(camille.press('Relancer', preview));
    expect(done.text).toContain('2 personnes sont relancées pour 1 collectivité.');
    await mounted.beat();
    const reminder = await amina.received(
      'Ce livrable attend la réponse de Choisy-le-Roi depuis 10 jours ouvrés.',
    );
    expect((await agreed(amina.press('Valider', reminder))).text).toContain('Reçu n° VAL-2026-0001.');
    expect((await agreed(camille.say('livrable suivi'))).text).toContain('Choisy-le-Roi validé');
  });

  it('a number that is not theirs is refused as one that there is not, with those that may be meant', async () => {
    await handOver();
    const refused = await agreed(amina.say('livrable valider LIV-02'));
    expect(refused.text).toContain('Aucun livrable « LIV-02 » qui vous soit adressé.');
    expect(refused.buttons).toContain('LIV-01');
    expect((await agreed(amina.press('LIV-01', refused))).text).toContain('Que dit Choisy-le-Roi');
    expect((await camille.say('livrable valider LIV-01')).text).toContain(
      'Cette action est réservée aux référents',
    );
  });
});
