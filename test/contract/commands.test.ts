import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commands } from '../../src/usecases/commands.ts';
import { parseLine } from '../../src/usecases/parse-line.ts';
import { expectAgreement } from './drivers/agreement.ts';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type Shown, type Talk } from './drivers/shown.ts';

/** A Tuesday, 10 h in Paris: the audit runs, its end (28/02/2026) is 32 days ahead. */
const START = '2026-01-27T09:00:00Z';
const CHOISY = 'Choisy-le-Roi';

/** Every form that a command opens when it is typed alone, with its fields in order. */
const forms = [
  ['inscription', 'dominique', ['commune', 'role', 'nom', 'telephone', 'fonction']],
  [
    'referent changer',
    'amina',
    ['commune', 'role', 'nom', 'courriel', 'telephone', 'a-compter-du', 'fonction', 'motif'],
  ],
  ['etape retard', 'amina', ['commune', 'etape', 'date', 'cause']],
  ['etape terminer', 'amina', ['commune', 'etape', 'date']],
  ['commune ajouter', 'camille', ['commune', 'siren', 'parcours']],
  ['import', 'camille', ['fichier', 'parcours']],
  ['bilan', 'amina', ['commune', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7']],
  [
    'convention signer',
    'camille',
    ['commune', 'signee-collectivite', 'signee-metropole', 'option', 'bureau'],
  ],
  ['convention avenant', 'camille', ['commune', 'signe-le', 'objet', 'terme', 'bilan-avant']],
  ['convention acte-donnees', 'camille', ['commune', 'objet', 'nature', 'signe-le', 'usages']],
  ['convention mise-en-demeure', 'camille', ['commune', 'envoyee-le', 'manquement']],
  ['convention clore-demeure', 'camille', ['commune', 'suite', 'le']],
  ['convention audition', 'camille', ['commune', 'le', 'entendus']],
  ['simuler', 'amina', ['etape', 'delai']],
  ['preferences', 'amina', ['canal', 'heure', 'pause']],
  ['personne effacer', 'camille', ['personne']],
  [
    'comite planifier',
    'camille',
    ['type', 'collectivite', 'date', 'heure', 'fin', 'lieu', 'objet', 'inviter', 'parcours'],
  ],
  ['comite serie', 'camille', ['rythme', 'heure', 'fin', 'feries', 'jusqu-au', 'lieu', 'parcours']],
  ['comite deplacer', 'camille', ['reunion', 'date', 'heure', 'fin', 'lieu']],
  ['comite annuler', 'camille', ['reunion', 'motif']],
  ['comite inviter', 'camille', ['reunion', 'collectivite', 'courriel', 'nom']],
  ['comite voir', 'amina', ['reunion']],
  ['presence', 'amina', ['reunion', 'reponse', 'nom', 'courriel']],
  ['ordre-du-jour', 'amina', ['reunion', 'point']],
  ['compte-rendu', 'amina', ['reunion']],
  ['date', 'camille', ['type', 'collectivite', 'creneaux', 'objet', 'lieu', 'inviter', 'parcours']],
  ['date repondre', 'amina', ['sondage', 'creneaux']],
  ['date fixer', 'camille', ['sondage', 'creneau']],
  ['date clore', 'camille', ['sondage']],
  [
    'livrable deposer',
    'camille',
    ['titre', 'etape', 'fichier', 'lien', 'collectivites', 'remis-le', 'parcours'],
  ],
  ['kit publier', 'camille', ['version', 'liens', 'fichiers', 'nouveautes', 'parcours']],
  ['livrable nouvelle-version', 'camille', ['livrable', 'fichier', 'lien', 'changements', 'remis-le']],
  ['livrable retirer', 'camille', ['livrable', 'motif']],
  ['livrable valider', 'amina', ['livrable', 'avis', 'reserves', 'motif', 'remarque', 'commune']],
  ['livrable lever', 'amina', ['livrable', 'reserve', 'commune']],
  ['livrable voir', 'amina', ['livrable']],
  [
    'incident',
    'amina',
    ['commune', 'nature', 'faits', 'constate-le', 'heure', 'consequence', 'jours', 'pieces', 'destinataires'],
  ],
  ['texte verifier', 'amina', ['texte', 'fichier', 'support']],
  ['incident suivre', 'camille', ['incident', 'suite']],
  ['incident completer', 'amina', ['incident', 'complement', 'pieces']],
  ['incident repondre', 'camille', ['incident', 'reponse', 'pieces', 'lecteurs']],
  ['incident affecter', 'camille', ['incident', 'a']],
  ['incident clore', 'camille', ['incident', 'suite', 'pieces', 'lecteurs']],
  ['incident rouvrir', 'amina', ['incident', 'motif']],
  ['incident voir', 'amina', ['incident']],
  ['avis demander', 'amina', ['commune', 'support', 'titre', 'texte', 'fichier', 'note']],
  [
    'publication declarer',
    'amina',
    ['commune', 'support', 'titre', 'public', 'parue-le', 'lien', 'logotype'],
  ],
  ['ordre-du-jour ordonner', 'camille', ['reunion', 'points']],
  [
    'compte-rendu rediger',
    'camille',
    ['reunion', 'presents', 'decisions', 'actions', 'etape', 'issue', 'cout'],
  ],
] as const;

/** Every command that answers at once when it is typed, with facts of its answer. */
const answers = [
  ['aide', 'dominique', 'Ce que vous pouvez faire', ['inscription', 'demander à être référent']],
  [
    'calendrier',
    'amina',
    'Calendrier : Choisy-le-Roi',
    ['Mise en place et formation', '01/03/2026', '31/05/2026', '182 jours au lieu de 183', '29/05/2026'],
  ],
  [
    'référent VOIR choisy le roi',
    'camille',
    'Référent projet : Choisy-le-Roi',
    ['Amina Diallo', 'amina.diallo@choisy.example', '01 48 00 00 00', 'REF-2026-0001'],
  ],
  [
    'commune voir',
    'amina',
    CHOISY,
    ['219400223', '31/12/2026', '19/11/2025', 'Direction Numérique et Réseaux'],
  ],
  [
    'obligations',
    'amina',
    'Obligations : Choisy-le-Roi',
    ['En retard', 'signée par toutes les parties (art. 2), au plus tard le 01/12/2025', 'REF-2026-0001'],
  ],
  ['bilan voir', 'amina', 'Bilan : Choisy-le-Roi', ["Rien n'est encore rédigé."]],
  ['bilan transmettre', 'amina', 'Action impossible', ["n'est pas encore commencé"]],
  ['retards', 'camille', 'Retards', ['1 autre obligation en retard', 'Dans les temps']],
  [
    'convention vérifier',
    'amina',
    'Convention à corriger : Choisy-le-Roi',
    ['1 point à corriger dans ce qui est enregistré', 'Art. 5'],
  ],
  ['jalon referent manquants', 'camille', 'Référents manquants', ['(1)']],
  ['/jalon simuler mise-en-place +45j', 'camille', 'Simulation', ['137', CHOISY]],
  [
    'mes échéances',
    'amina',
    'Mes échéances',
    ['État des lieux et audit préalables, fin : samedi 28/02/2026, dans 32 jours', 'vendredi 27/02/2026'],
  ],
  ['comité liste', 'amina', 'Réunions à venir', ["Aucune réunion n'est prévue."]],
  ['date voir', 'amina', 'Sondages de date ouverts', ['Aucun sondage de date ne vous attend.']],
  ['mes livrables', 'amina', '0 livrable', ['Aucun livrable pour le moment.']],
  ['kit', 'amina', 'Kit de communication', ["n'est pas encore disponible. Vous serez prévenu(e)"]],
  ['livrable suivi', 'camille', 'Suivi des livrables', ['Aucun livrable à valider pour le moment.']],
  ['livrable relancer', 'camille', 'Action impossible', ["Aucune collectivité n'est en retard"]],
  ['communication', 'amina', 'Règles de communication', ['@Metropole_GrandParis', 'Règlement, art. 9.']],
  ['signalements', 'amina', 'Signalements', ['Aucun signalement.', 'Convention, art. 3.']],
  [
    'incident export',
    'camille',
    'Signalements du 01/01/2026 au 27/01/2026',
    ['Aucun signalement sur cette période.'],
  ],
  ['avis liste', 'amina', "Demandes d'avis", ["Aucune demande d'avis.", 'Règlement, art. 9.']],
  ['publications', 'amina', 'Publications', ['Aucune publication déclarée.', 'Convention, art. 3.']],
  ['agenda', 'amina', 'Votre agenda', ['.ics', "jusqu'à 24 h"]],
  ['agenda révoquer', 'amina', 'Lien révoqué', ["n'ouvre plus rien"]],
  ['mes données', 'amina', 'Mes données', ['amina.diallo@choisy.example', '5 ans après le terme']],
  ['envois', 'camille', 'Envois', ['En attente', 'À envoyer maintenant', 'En échec']],
  ['vérifier', 'camille', 'Journal vérifié', ['Le journal est intact']],
] as const;

/** Commands that only buttons call, whose flows stand below. */
const pressed = [
  'annuler',
  'rappel noter',
  'rappel reporter',
  'inscription confirmer',
  'inscription refuser',
  'etape confirmer',
  'etape ecarter',
  'envoi reessayer',
  'envoi arreter',
  'effacement confirmer',
  'action terminer',
  'comite serie ajuster',
  // In communication.test.ts.
  'communication rappels',
  'communication rappeler',
  // In publications.test.ts.
  'avis rendre',
  // In files.test.ts.
  'fichier recevoir',
];

describe.each(platforms)('the commands on %s', (platform) => {
  let mounted: Mounted;
  let amina: Talk;
  let camille: Talk;
  let nadia: Talk;
  let dominique: Talk;

  beforeEach(async () => {
    mounted = await mount(platform, START);
    amina = checked(mounted, mounted.driver.talk(people.amina));
    camille = checked(mounted, mounted.driver.talk(people.camille));
    nadia = checked(mounted, mounted.driver.talk(people.nadia));
    dominique = checked(mounted, mounted.driver.talk(people.dominique));
    await camille.say('aide');
  });

  afterEach(() => mounted.close());

  /** Who is not recorded yet is sent no link: by e-mail everything begins with somebody whom the coordination named. */
  const itForStrangers = platform === 'mail' ? () => undefined : it;
  const rowsHere = <Row extends readonly [string, string, ...unknown[]]>(rows: readonly Row[]) =>
    rows.filter(([, who]) => platform !== 'mail' || who !== 'dominique');

  /** Amina asks, Camille confirms, Amina is told; without a chat Camille names her. */
  async function enrolAmina(): Promise<void> {
    if (platform === 'mail') {
      await camille.say('referent changer');
      await camille.submit({
        nom: people.amina.name,
        courriel: people.amina.email,
        telephone: '01 48 00 00 00',
      });
      await mounted.beat();
      await amina.received('Vous êtes référent(e) projet de Choisy-le-Roi');
      return;
    }
    await amina.say(`inscription ${CHOISY}`);
    await amina.submit({ telephone: '01 48 00 00 00' });
    await mounted.beat();
    await camille.press('Confirmer', await camille.received("demande d'accès"));
    await mounted.beat();
    await amina.received('Vous êtes référent(e) projet de Choisy-le-Roi');
  }

  const talks = () => ({ amina, camille, dominique });

  it.each(rowsHere(forms))('%s: opens the same form everywhere (%s)', async (word, who, fields) => {
    await enrolAmina();
    const shown = await talks()[who].say(word);
    expect(shown.fields.map(({ name }) => name)).toEqual(fields);
  });

  it.each(rowsHere(answers))(
    '%s: answers the same facts everywhere (%s)',
    async (line, who, title, facts) => {
      await enrolAmina();
      const shown = await talks()[who].say(line);
      expect(folded(shown.title)).toContain(title);
      for (const fact of facts) expect(shown.text).toContain(fact);
    },
  );

  it('has a form, an answer or a flow here for every command of the table', () => {
    const lines = [...forms, ...answers].map(([line]) => line);
    const tried = lines.flatMap((line) => {
      const read = parseLine(line, commands);
      return read.kind === 'command' ? [read.command.word] : [];
    });
    expect([...new Set([...tried, ...pressed])].sort()).toEqual(commands.map(({ word }) => word).sort());
  });

  itForStrangers(
    'inscription (art. 4): nothing is granted before the coordination confirms; the first answer stands',
    async () => {
      await nadia.say('aide');
      await amina.say('inscription');
      expect((await amina.submit({ telephone: '01 48 00 00 00' })).text).toContain(
        'Votre demande pour Choisy-le-Roi est enregistrée le 27/01/2026 à 10 h 00.',
      );
      expect((await amina.say('calendrier')).text).toContain("Vous n'êtes pas encore enregistré(e).");
      await mounted.beat();
      const asked = await camille.received("demande d'accès");
      expect(asked.text).toContain('Courriel vérifié');
      expect(asked.buttons).toEqual(['Confirmer', 'Refuser']);
      expect((await camille.press('Confirmer', asked)).text).toContain('(n° REF-2026-0001)');
      const alsoAsked = await nadia.received("demande d'accès");
      expect((await nadia.press('Refuser', alsoAsked)).text).toContain(
        "Cette demande a déjà été acceptée le 27/01/2026. Rien n'a été changé.",
      );
      await mounted.beat();
      const welcome = await amina.received('Vous êtes référent(e) projet de Choisy-le-Roi');
      expect(welcome.text).toContain('fin : samedi 28/02/2026');
      expect((await amina.press('Calendrier', welcome)).title).toBe('Calendrier\u00a0: Choisy-le-Roi');
    },
  );

  itForStrangers('inscription (art. 4): a refused request is told to who asked', async () => {
    await amina.say('inscription');
    await amina.submit({ telephone: '0148000000' });
    await mounted.beat();
    await camille.press('Refuser', await camille.received("demande d'accès"));
    await mounted.beat();
    await amina.received("n'a pas confirmé votre demande pour Choisy-le-Roi");
  });

  itForStrangers(
    'inscription: a refusal that concerns no field stands with the form, opened by a button or typed',
    async () => {
      await dominique.say('inscription');
      await dominique.submit({ telephone: '01 48 00 00 00' });
      await dominique.press("Demander l'accès", await dominique.say('calendrier'));
      const refused = await dominique.submit({ telephone: '01 48 00 00 00' });
      expect(refused.text).toContain(
        'Votre demande pour Choisy-le-Roi est déjà enregistrée depuis le 27/01/2026.',
      );
    },
  );

  it('referent changer (art. 4): a wrong number comes back with what was typed and its error, then passes', async () => {
    await enrolAmina();
    await amina.say('referent changer');
    const typed = {
      nom: 'Bruno Lefèvre',
      courriel: 'Bruno.Lefevre@choisy.example',
      telephone: '01 48',
      motif: 'Départ',
    };
    const refused = await amina.submit(typed);
    expect(
      Object.fromEntries(Object.entries(refused.errors).map(([name, said]) => [name, folded(said)])),
    ).toEqual({
      telephone: 'Ce numéro ne comporte pas 10 chiffres. Exemple : 01 48 00 00 00.',
    });
    expect(valuesOf(refused)).toMatchObject(typed);
    const done = await amina.submit({ telephone: '+33 1 48 00 00 01' });
    expect(done.text).toContain('(n° REF-2026-0002)');
    expect(done.text).toContain('01 48 00 00 01');
    await mounted.beat();
    await amina.received("vous n'êtes plus référent(e) projet");
    const notice = await camille.received('REF-2026-0002');
    expect(notice.text).toContain('Motif : Départ');
    expect((await amina.say('calendrier')).text).toContain("Vous n'êtes pas encore enregistré(e).");
  });

  it('referent changer (art. 4): a date long past is asked about before it is taken', async () => {
    await enrolAmina();
    await camille.say('referent changer');
    const asked = await camille.submit({
      nom: 'Bruno Lefèvre',
      courriel: people.bruno.email,
      telephone: '01 48 00 00 01',
      'a-compter-du': '2026-01-02',
    });
    expect(asked.text).toContain('La date du 02/01/2026 est passée.');
    expect(asked.buttons).toEqual(['Oui, déjà intervenu', 'Corriger']);
    const form = await camille.press('Corriger', asked);
    expect(valuesOf(form)).toMatchObject({ nom: 'Bruno Lefèvre', 'a-compter-du': '2026-01-02' });
    const askedAgain = await camille.submit({ 'a-compter-du': '2026-01-05' });
    expect((await camille.press('Oui, déjà intervenu', askedAgain)).text).toContain(
      "La personne en place l'est depuis le 27/01/2026",
    );
  });

  it('an unknown commune is refused with what may have been meant, and the button works', async () => {
    await enrolAmina();
    const refused = await camille.say('referent voir choisi');
    expect(refused.text).toContain('Aucune collectivité « choisi ». Vouliez-vous dire : Choisy-le-Roi ?');
    expect(refused.buttons).toContain(CHOISY);
    expect((await camille.press(CHOISY, refused)).text).toContain('Amina Diallo');
  });

  it('commune ajouter: a SIREN with a wrong check digit is refused with the right one, and the button works', async () => {
    const refused = await camille.say('commune ajouter "Saint-Maur-des-Fossés" siren:219401317');
    expect(refused.text).toContain("Le SIREN 219401317 n'est pas valide (clé de contrôle).");
    expect(refused.text).toContain('Celui du répertoire officiel des communes est 219400686.');
    expect((await camille.press('Utiliser 219400686', refused)).title).toBe('Collectivité ajoutée');
    const choisy = await camille.say(`commune ajouter "${CHOISY}" siren:219401317`);
    expect(choisy.buttons).toContain('Utiliser 219400223');
    expect((await camille.press('Utiliser 219400223', choisy)).text).toContain(
      "Choisy-le-Roi participe déjà à ce parcours. Rien n'a été changé.",
    );
  });

  it('etape retard (art. 5): the consequence is shown first; a référent transmits, a coordinator confirms', async () => {
    await enrolAmina();
    await amina.say('etape retard');
    const preview = await amina.submit({ etape: 'setup', date: '2026-07-15', cause: 'Livraison tardive' });
    expect(preview.text).toContain('137');
    expect(preview.text).toContain('La Métropole doit confirmer.');
    expect(preview.buttons).toEqual(['Transmettre', 'Corriger', 'Annuler']);
    expect((await amina.press('Annuler', preview)).text).toContain("Rien n'a été enregistré.");
    await amina.say('etape retard');
    const again = await amina.submit({ etape: 'setup', date: '2026-07-15', cause: 'Livraison tardive' });
    await Promise.all([amina.press('Transmettre', again), amina.press('Transmettre', again)]);
    const proposed = await mounted.core.store.read('track:ia-administration-interne', 0);
    expect(proposed.filter(({ type }) => type === 'phase-end-proposed')).toHaveLength(1);
    expect((await amina.say('calendrier')).text).toContain('En attente de la Métropole');
    await mounted.beat();
    const made = await camille.received('retard signalé');
    expect(made.text).toContain('Livraison tardive');
    await camille.press('Confirmer', made);
    await mounted.beat();
    await amina.received('calendrier mis à jour');
    expect((await amina.say('calendrier')).text).toContain('137 jours au lieu de 184');
  });

  it('etape terminer (art. 11): a date after the term of the convention needs an avenant', async () => {
    await enrolAmina();
    await camille.say('etape terminer');
    const refused = await camille.submit({ etape: 'setup', date: '2027-12-31' });
    expect(folded(refused.errors['date'] ?? '')).toBe(
      "Cette date est postérieure au terme de la convention (31/12/2026). Une prolongation relève d'un avenant (art. 11).",
    );
  });

  it('a proposed end (art. 5) that is set aside leaves the calendar as it was', async () => {
    await enrolAmina();
    await amina.say('etape terminer');
    await amina.submit({ etape: 'audit', date: '2026-01-26' });
    await mounted.beat();
    await camille.press('Écarter', await camille.received('déclarée terminée'));
    await mounted.beat();
    await amina.received('26/01/2026');
    expect((await amina.say('calendrier')).text).toContain('28/02/2026');
  });

  it('a reminder (art. 5) is noted, or put off to a working day', async () => {
    await enrolAmina();
    mounted.setClock('2026-01-29T08:00:00Z');
    await mounted.beat();
    const reminder = await amina.received('fin prévue samedi 28/02/2026');
    expect(reminder.text).toContain('dernier jour ouvré : vendredi 27/02/2026');
    expect(reminder.buttons).toEqual(["C'est noté", 'Me le rappeler le…', 'Signaler un retard']);
    expect((await amina.press('Me le rappeler le…', reminder)).fields.map(({ name }) => name)).toEqual([
      'commune',
      'jour',
    ]);
    expect(folded((await amina.submit({ jour: '2026-01-29' })).errors['jour'] ?? '')).toBe(
      'Le 29/01/2026 est passé. Indiquez un jour à venir.',
    );
    expect((await amina.submit({ jour: '2026-02-07' })).text).toContain(
      "Vous serez rappelé(e) le vendredi 06/02/2026 à 9 h (le 07/02/2026 n'est pas un jour ouvré).",
    );
    mounted.setClock('2026-02-06T08:00:00Z');
    await mounted.beat();
    const again = await amina.received('Dans 22 jours');
    expect((await amina.press("C'est noté", again)).text).toContain('Prochain rappel : vendredi 13/02/2026.');
  });

  itForStrangers('who is not enrolled is told so, and the button opens the request', async () => {
    const refused = await dominique.say('calendrier');
    expect(refused.text).toContain(
      "Vous n'êtes pas encore enregistré(e). Indiquez votre collectivité ; la Métropole confirmera votre rôle.",
    );
    expect((await dominique.press("Demander l'accès", refused)).title).toBe("Demande d'accès");
  });

  it('what is for the coordination is refused to others in the same words', async () => {
    await enrolAmina();
    for (const line of ['referent manquants', 'commune ajouter Nanterre', 'import']) {
      expect((await amina.say(line)).text).toContain(
        'Cette action est réservée à la coordination de la Métropole.',
      );
    }
  });

  it("another commune's file (art. 4) is for the Métropole alone", async () => {
    await enrolAmina();
    await camille.say('commune ajouter Nanterre');
    const refused = await amina.say('calendrier Nanterre');
    expect(`${refused.text} ${folded(refused.errors['commune'] ?? '')}`).toContain(
      "Vous êtes référent de Choisy-le-Roi. Seule la Métropole peut modifier la fiche d'une autre collectivité, ou la consulter.",
    );
    expect((await amina.say('calendrier')).title).toBe('Calendrier\u00a0: Choisy-le-Roi');
  });

  it('an unknown word is refused with commands close to it, and their buttons work', async () => {
    const refused = await camille.say('refferent');
    expect(refused.text).toContain('Commande inconnue. Vouliez-vous dire');
    expect(refused.buttons).toContain('referent manquants');
    expect((await camille.press('referent manquants', refused)).title).toBe('Référents manquants');
  });

  itForStrangers('a name that holds mentions, Markdown and HTML is shown as it was typed', async () => {
    const nom = '<!channel> *gras* _x_ [lien](https://exemple.fr) <b>&amp; fin</b>';
    await amina.say('inscription');
    await amina.submit({ nom, telephone: '01 48 00 00 00' });
    await mounted.beat();
    const asked = await camille.received("demande d'accès");
    expect(asked.text).toContain(`${nom} demande à être référent(e) projet`);
    expect(JSON.stringify(asked.raw)).not.toContain('mrkdwn');
    expect((await camille.press('Confirmer', asked)).text).toContain(nom);
  });

  it('a cause of 10,000 characters is refused with its length, and kept to be shortened', async () => {
    await enrolAmina();
    await amina.say('etape retard');
    const cause = 'x'.repeat(10_000);
    const refused = await amina.submit({ etape: 'setup', date: '2026-07-15', cause });
    expect(folded(refused.errors['cause'] ?? '')).toBe(
      'Ce texte compte 10000 caractères ; le maximum est 500. Merci de le raccourcir.',
    );
    const typed = await amina.say(`etape retard choisy-le-roi setup 15/07/2026 ${cause}`);
    expect(folded(typed.errors['cause'] ?? '')).toContain('Ce texte compte 10000 caractères');
  });

  it('a day that does not exist is refused: 31/02/2026 and 2026-13-01', async () => {
    await enrolAmina();
    for (const day of ['31/02/2026', '2026-13-01']) {
      const refused = await amina.say(`etape retard choisy-le-roi setup ${day} cause connue`);
      expect(folded(refused.errors['date'] ?? '')).toBe(
        `« ${day} » n'est pas une date du calendrier. Écrivez-la sous la forme jj/mm/aaaa, par exemple 31/05/2026.`,
      );
    }
  });

  it('import: every faulty line is told and nothing is stored; a sound file is taken whole', async () => {
    const header = 'collectivite;siren;nom;fonction;courriel;telephone;role;a-compter-du';
    const good = 'Nanterre;;Bruno Lefèvre;;bruno.lefevre@choisy.example;01 48 00 00 01;referent;27/01/2026';
    await camille.say('import');
    const refused = await camille.submit({ fichier: `${header}\n${good}\nNanterrre;;;;;;;` });
    expect(`${refused.text} ${Object.values(refused.errors).map(folded).join(' ')}`).toContain(
      "Rien n'a été importé",
    );
    expect((await camille.say('referent manquants')).text).toContain('1 collectivité sur 1');
    await camille.say('import');
    expect((await camille.submit({ fichier: `${header}\n${good}` })).text).toContain('1 référent désigné');
  });

  it('convention verifier: the faults of a text are told with their articles, its line breaks lost or not', async () => {
    await enrolAmina();
    const texte = 'ARTICLE 1 - OBJET DE LA CONVENTION\n\nLa solution est [Objet de la solution].';
    const faults = [
      'art. 1 : « [Objet de la solution] » reste à compléter. Remplacez-le, crochets compris.',
      'Le texte ne comporte pas, ou pas sous les titres de la convention type : les parties, la signature',
    ];
    const form = await amina.press('Vérifier un texte', await amina.say('convention verifier'));
    expect(form.fields.map(({ name }) => name)).toEqual(['texte', 'fichier', 'commune']);
    const checked = await amina.submit({ texte });
    expect(folded(checked.title)).toBe('Convention à corriger');
    const typed = await amina.say(`convention vérifier ${texte.replaceAll('\n', ' ')}`);
    for (const fault of faults) {
      expect(checked.text).toContain(fault);
      expect(typed.text.toLowerCase()).toContain(fault.toLowerCase());
    }
    expect((await camille.say('convention verifier bonjour')).text).toContain(
      "n'est pas une convention du programme",
    );
  });

  itForStrangers('when the records cannot be reached, says that nothing was recorded', async () => {
    mounted.breakStore();
    const refused = await amina.say('inscription');
    expect(refused.text).toContain("Le service est momentanément indisponible. Rien n'a été enregistré.");
  });
});

/** After each act, what is shown must agree with what the bot answered. */
function checked(mounted: Mounted, talk: Talk): Talk {
  const after = async (act: Promise<Shown>): Promise<Shown> => {
    const shown = await act;
    expectAgreement(mounted.replies.at(-1), shown);
    return shown;
  };
  return {
    ...talk,
    say: (text) => after(talk.say(text)),
    press: (label, on) => after(talk.press(label, on)),
    submit: (values, on, files) => after(talk.submit(values, on, files)),
  };
}

function valuesOf(shown: Shown): Readonly<Record<string, string>> {
  return Object.fromEntries(shown.fields.map(({ name, value }) => [name, value]));
}
