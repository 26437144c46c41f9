import { afterAll, describe, expect, it } from '@jest/globals';
import { conventionChecked } from '../../cards/convention-check.ts';
import { articleName, conventionFaultWords, programmeFaultWords } from '../../cards/convention-faults.ts';
import { checkConventionText } from '../../src/domain/convention-check/check.ts';
import type { ConventionFlaw } from '../../src/domain/convention-check/fault.ts';
import type { ProgrammeFlaw } from '../../src/domain/convention-check/programme.ts';
import { cardMessages } from '../../src/platform/slack/render.ts';
import { pages } from '../../src/platform/teams/pages.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import { openScene, openStaffedScene, plainOf, said, shownFaults } from '../support/bot.ts';
import { choisyPhases, convention, mgp, soundConvention } from '../support/conventions.ts';
import { plainSpaces, textsOfCard, typographyFaults } from '../support/french.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const siren = {
  side: 'beneficiary',
  siren: '219401317',
  name: 'Choisy-le-Roi',
  official: '219400223',
  owner: null,
  receipt: null,
} as const;
/** One of each code at least, with what is said of it. */
const words: readonly (readonly [ConventionFlaw, string])[] = [
  [
    { code: 'parts-missing', parts: ['parties', '2', '3', '5', 'signature'] },
    "Le texte ne comporte pas, ou pas sous les titres de la convention type : les parties, la signature et les art. 2, 3 et 5. Rien n'y a été vérifié : complétez le texte, ou rétablissez ces titres.",
  ],
  [
    { code: 'parts-missing', parts: ['5'] },
    "Le texte ne comporte pas, ou pas sous les titres de la convention type : l'art. 5. Rien n'y a été vérifié : complétez le texte, ou rétablissez ces titres.",
  ],
  [
    { code: 'parts-missing', parts: ['signature'] },
    "Le texte ne comporte pas, ou pas sous les titres de la convention type : la signature. Rien n'y a été vérifié : complétez le texte, ou rétablissez ces titres.",
  ],
  [
    { code: 'placeholder', text: 'Objet', closed: true },
    '« [Objet] » reste à compléter. Remplacez-le, crochets compris.',
  ],
  [
    { code: 'placeholder', text: 'référence de la délibération', closed: false },
    "« [référence de la délibération » reste à compléter, et son crochet n'est pas refermé. Écrivez la date et le numéro de cette délibération.",
  ],
  [
    { code: 'no-such-day', written: '31/11/2026' },
    "« 31/11/2026 » n'est pas une date du calendrier. Corrigez-la.",
  ],
  [
    { code: 'beneficiary-unread' },
    "Le nom du bénéficiaire n'a pas pu être lu. Écrivez-le après « Et », comme dans la convention type, par exemple « La Ville de Choisy-le-Roi, collectivité territoriale dont le siège est à… ».",
  ],
  [
    { code: 'beneficiary-unknown', name: 'Ville de Lyon', suggestions: [] },
    "« Ville de Lyon » n'est ni une commune ni un EPT de la Métropole du Grand Paris (règlement, art. 3). Vérifiez ce nom.",
  ],
  [
    { code: 'beneficiary-unknown', name: 'Nantere', suggestions: ['Nanterre', 'Thiais'] },
    "« Nantere » n'est ni une commune ni un EPT de la Métropole du Grand Paris (règlement, art. 3). Vouliez-vous dire : Nanterre ou Thiais ?",
  ],
  [
    { code: 'other-beneficiary', name: 'Choisy-le-Roi', expected: 'Nanterre' },
    'Le texte nomme ici Choisy-le-Roi, alors que le bénéficiaire est Nanterre. Vérifiez de qui est cette convention, et corrigez le nom.',
  ],
  [
    { code: 'siren-missing', name: 'Nanterre', official: '219200508' },
    'Le SIREN de Nanterre manque. Écrivez 219200508.',
  ],
  [
    { code: 'siren-missing', name: 'Ville de Lyon', official: null },
    'Le SIREN de « Ville de Lyon » manque. Écrivez ses neuf chiffres.',
  ],
  [
    { code: 'siren-check-digit', ...siren, receipt: '219400223' },
    "Le SIREN 219401317 de Choisy-le-Roi n'est pas valide (clé de contrôle). Écrivez 219400223, celui du répertoire officiel, que porte aussi l'accusé de réception de la préfecture.",
  ],
  [
    { code: 'siren-check-digit', ...siren, receipt: '219200508' },
    "Le SIREN 219401317 de Choisy-le-Roi n'est pas valide (clé de contrôle). Écrivez 219400223, celui du répertoire officiel. L'accusé de réception de la préfecture porte 219200508 : vérifiez qu'il est bien le sien.",
  ],
  [
    { code: 'siren-length', ...siren, siren: '2194', name: 'Ville de Lyon', official: null },
    'Le SIREN « 2194 » de « Ville de Lyon » ne comporte pas 9 chiffres. Vérifiez-le.',
  ],
  [
    { code: 'siren-of-another', ...siren, siren: '219200508', owner: 'Nanterre' },
    "Le SIREN 219200508 n'est pas celui de Choisy-le-Roi, mais celui de Nanterre. Écrivez 219400223, celui du répertoire officiel.",
  ],
  [
    {
      code: 'siren-of-nobody',
      ...siren,
      side: 'mgp',
      siren: '732829320',
      name: mgp.name,
      official: mgp.siren,
    },
    "Le SIREN 732829320 n'est pas celui de la Métropole du Grand Paris. Écrivez 200054781.",
  ],
  [
    {
      code: 'receipt-siren',
      siren: '219400223',
      owner: 'Choisy-le-Roi',
      expected: '219200508',
      name: 'Nanterre',
    },
    "L'accusé de réception de la préfecture porte le SIREN 219400223 (Choisy-le-Roi), et les parties 219200508 pour Nanterre. Joignez l'accusé de sa délibération, ou corrigez le numéro.",
  ],
  [
    { code: 'receipt-siren', siren: '732829320', owner: null, expected: '219200508', name: 'Nanterre' },
    "L'accusé de réception de la préfecture porte le SIREN 732829320, et les parties 219200508 pour Nanterre. Joignez l'accusé de sa délibération, ou corrigez le numéro.",
  ],
  [
    { code: 'deliberation-undated', side: 'mgp' },
    'La délibération du Bureau de la Métropole est citée sans sa date. Écrivez-la : elle doit précéder la signature.',
  ],
  [
    {
      code: 'deliberation-after-signature',
      side: 'beneficiary',
      votedOn: '2025-12-02',
      signedOn: '2025-12-01',
    },
    "La délibération du bénéficiaire est du 02/12/2025, après la signature du 01/12/2025 qu'elle autorise. Vérifiez les deux dates.",
  ],
  [
    { code: 'no-option' },
    "Aucune expérimentation n'est cochée, alors que l'article demande d'en choisir une. Cochez celle que retient la délibération, et elle seule (☒ devant son titre).",
  ],
  [
    { code: 'several-options', ticked: 2 },
    "2 expérimentations sont cochées, alors que l'article n'en admet qu'une. Ne gardez que celle que retient la délibération.",
  ],
  [
    { code: 'fact-missing', what: 'term' },
    "L'article ne dit pas, ou pas lisiblement, le terme de la convention. Écrivez par exemple « jusqu'au 31/12/2026 ».",
  ],
  [
    { code: 'fact-missing', what: 'steps' },
    "L'article ne dit pas, ou pas lisiblement, les quatre étapes, dans leur ordre, avec leurs durées en mois. Écrivez par exemple « Utilisation de la plateforme : 6 mois ».",
  ],
  [
    { code: 'start-after-term', startsOn: '2027-01-01', termOn: '2026-12-31' },
    "Le début (01/01/2027) ne précède pas le terme de la convention (31/12/2026, art. 2). Corrigez l'une des deux dates.",
  ],
  [
    { code: 'limit-after-term', lastOn: '2027-01-01', termOn: '2026-12-31' },
    "Le bilan pourrait s'achever jusqu'au 01/01/2027, après le terme de la convention (31/12/2026, art. 2). Avancez cette limite, ou reculez le terme.",
  ],
  [
    { code: 'referent-incomplete', missing: ['person', 'email', 'phone'] },
    "Aucun référent projet n'est désigné : il y faut le nom d'une personne, un courriel et un téléphone. Complétez l'article, ou désignez-le dans Jalon (commande « referent changer »).",
  ],
  [
    { code: 'referent-incomplete', missing: ['email', 'phone'] },
    "Il manque au référent projet un courriel et un téléphone. Complétez l'article, ou désignez-le dans Jalon (commande « referent changer »).",
  ],
  [
    { code: 'duration-differs', months: 12, min: 11, max: 13 },
    "La durée annoncée est de 12 mois, alors que les étapes en totalisent de 11 à 13. Accordez l'une et les autres.",
  ],
  [
    { code: 'duration-differs', months: 12, min: 13, max: 13 },
    "La durée annoncée est de 12 mois, alors que les étapes en totalisent 13. Accordez l'une et les autres.",
  ],
  [
    choisyPhases,
    "Aux durées les plus longues (3 + 3 + 6 + 1 mois depuis le 01/12/2025), le bilan finirait le 31/12/2026, alors qu'il doit être achevé avant le 31/12/2026 : l'utilisation perdrait 1 jour (182 au lieu de 183). Faites finir la mise en place le 29/05/2026 au plus tard pour garder tous ses mois entiers, ou reculez la limite du bilan.",
  ],
  [
    { ...choisyPhases, startsOn: '2026-09-01', endsOn: '2027-09-30', keptDays: 0, lostAtShortest: 151 },
    "Aux durées les plus longues (3 + 3 + 6 + 1 mois depuis le 01/09/2026), le bilan finirait le 30/09/2027, alors qu'il doit être achevé avant le 31/12/2026 : il ne resterait rien de l'utilisation. Aux durées les plus courtes, elle perdrait encore 151 jours. Reculez la limite du bilan.",
  ],
  [
    { code: 'phases-after-term', kinds: ['setup', 'use', 'assessment'], termOn: '2026-12-31' },
    "Finiraient après le terme de la convention (31/12/2026, art. 2) : la mise en place, l'utilisation et le bilan. Raccourcissez une étape, avancez le début, ou reculez le terme.",
  ],
  [
    { code: 'signature-blank', place: true, dates: 2 },
    'Restent en blanc : le lieu et les deux dates. La convention prend effet une fois signée par toutes les parties (art. 2) : ces dates disent quand. Complétez au moment de signer.',
  ],
  [
    { code: 'signature-blank', place: false, dates: 1 },
    "Reste en blanc : l'une des deux dates. La convention prend effet une fois signée par toutes les parties (art. 2) : ces dates disent quand. Complétez au moment de signer.",
  ],
  [
    { code: 'signature-blank', place: true, dates: 0 },
    'Reste en blanc : le lieu. Complétez au moment de signer.',
  ],
];

const ofProgramme: readonly (readonly [ProgrammeFlaw, string])[] = [
  [
    { code: 'option-unknown', name: 'Nanterre' },
    "Nanterre : aucune expérimentation n'est choisie. Indiquez celle que retient sa délibération.",
  ],
  [
    { code: 'department-only', name: 'Nanterre', department: 'Direction Numérique' },
    'Nanterre : « Direction Numérique » est un service, alors que le référent est une personne, avec un courriel et un téléphone. Inscrivez-la dans Jalon (commande « referent changer »).',
  ],
  [
    { code: 'no-deliberation', name: 'Nanterre' },
    "Nanterre : aucune délibération n'autorise la signature. Indiquez son numéro et sa date.",
  ],
  [
    { code: 'deliberation-after-start', name: 'Nanterre', votedOn: '2025-12-02', startsOn: '2025-12-01' },
    'Nanterre : la délibération est du 02/12/2025, après le début du parcours (01/12/2025). Vérifiez les deux dates.',
  ],
  [
    choisyPhases,
    'Aux durées prévues (3 + 3 + 6 + 1 mois depuis le 01/12/2025), le bilan finirait le 31/12/2026, alors',
  ],
  [
    { code: 'phases-after-term', kinds: ['audit'], termOn: '2026-12-31' },
    "Finirait après le terme de la convention (31/12/2026, art. 2) : l'état des lieux. Raccourcissez une étape",
  ],
];

describe('each fault in French: what, why, how to mend it', () => {
  it.each(words)('%j', (flaw, sentence) => {
    expect(plainSpaces(conventionFaultWords(flaw))).toBe(sentence);
    expect(typographyFaults(conventionFaultWords(flaw))).toEqual([]);
  });

  it.each(ofProgramme)('of a programme: %j', (flaw, sentence) => {
    expect(plainSpaces(programmeFaultWords(flaw))).toContain(sentence);
    expect(typographyFaults(programmeFaultWords(flaw))).toEqual([]);
  });

  it('names its place', () => {
    const places = ['whole', 'parties', 'preamble', '5', 'signature', 'receipt'] as const;
    expect(places.map((place) => plainSpaces(articleName(place)))).toEqual([
      'ensemble du texte',
      'parties',
      'préambule',
      'art. 5',
      'signature',
      'accusé de réception',
    ]);
  });
});

describe('the card', () => {
  const textOf = (text: string, most?: number) =>
    plainSpaces(plainOf(conventionChecked(checkConventionText(text, mgp), most)));

  it('tells each fault on its line, in the order of the text', () => {
    expect(textOf(convention(['☒', '☐'], ['gracieusement', '[Objet]']))).toBe(
      [
        'Convention à corriger',
        'Bénéficiaire : Nanterre',
        '2 points à corriger.',
        "- Ligne 24, art. 1 : Aucune expérimentation n'est cochée, alors que l'article demande d'en choisir une. Cochez celle que retient la délibération, et elle seule (☒ devant son titre).",
        '- Ligne 64, art. 7 : « [Objet] » reste à compléter. Remplacez-le, crochets compris.',
        "Jalon ne vérifie que la forme : il ne remplace pas une relecture. Rien n'est enregistré.",
      ].join('\n'),
    );
  });

  it('gives no line where the text has just one, nor to what is said of the whole text', () => {
    expect(textOf('ARTICLE 1 - OBJET [Objet]')).toContain('- Art. 1 : « [Objet] » reste');
    expect(textOf('ARTICLE 1 - OBJET\n')).toContain('- Ensemble du texte : Le texte ne comporte pas');
  });

  it('of the model tells what is to be filled in, and no more', () => {
    expect(textOf(convention(['La Ville de Nanterre,', '[Structure publique],']))).toBe(
      [
        'Modèle à compléter',
        "Ce texte ne nomme pas encore de bénéficiaire : c'est le modèle, dont 1 passage reste à compléter.",
        '- Ligne 11, parties : « [Structure publique] »',
        "Jalon ne vérifie que la forme : il ne remplace pas une relecture. Rien n'est enregistré.",
      ].join('\n'),
    );
  });

  it('says what was looked at when there is nothing to tell', () => {
    expect(textOf(soundConvention)).toContain(
      "Aucun défaut trouvé dans les parties, les passages à compléter, le choix de l'expérimentation",
    );
  });

  it('long lists are cut where it says so, and fit every platform', () => {
    const text = convention(['gracieusement', '[Objet très long à compléter] '.repeat(1_700)]);
    const card = conventionChecked(checkConventionText(text, mgp));
    expect(text.length).toBeGreaterThan(50_000);
    expect(plainSpaces(plainOf(card))).toContain('1660 autres points à voir une fois ceux-ci corrigés.');
    expect(card.title.length).toBeLessThanOrEqual(150);
    expect(cardMessages(card).length).toBeLessThan(4);
    expect(pages(card)).toHaveLength(1);
    expect(textsOfCard(card).flatMap(typographyFaults)).toEqual([]);
    expect(textOf(text, 1_699)).toContain('1 autre point à voir');
    expect(textOf(text, 1_700)).not.toContain('autre point');
  });
});

describe('convention verifier', () => {
  it('answers the card to a référent, a deputy and a coordinator, and records nothing', async () => {
    const scene = await openStaffedScene();
    const before = await scene.journal();
    for (const persona of ['referent', 'deputy', 'coordinator'] as const) {
      const reply = await scene.fill(persona, 'convention verifier', { texte: convention(['☒', '☐']) });
      expect(said(reply)).toContain("Ligne 23, art. 1 : Aucune expérimentation n'est cochée");
    }
    expect(await scene.journal()).toEqual(before);
    expect(await scene.flush()).toEqual([]);
  });

  it('a text typed after the command keeps its lines; one that a chat made one line is read all the same', async () => {
    const scene = await openStaffedScene();
    const text = convention(['219200508', '219200507']);
    const fault = "Le SIREN 219200507 de Nanterre n'est pas valide (clé de contrôle).";
    const lines = await scene.say('referent', `convention vérifier ${text}`);
    expect(said(lines)).toContain(`- Ligne 11, parties : ${fault}`);
    const flat = await scene.say('referent', `convention vérifier ${text.replaceAll(/\s+/gu, ' ')}`);
    expect(said(flat)).toContain(`- Parties : ${fault}`);
    expect(said(flat)).toContain('1 point à corriger.');
  });

  it("knows the Métropole's SIREN by the programme", async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('coordinator', 'convention verifier', {
      texte: convention(['200 054 781', '219 400 223']),
    });
    expect(said(reply)).toContain(
      "Le SIREN 219400223 n'est pas celui de la Métropole du Grand Paris, mais celui de Choisy-le-Roi. Écrivez 200054781.",
    );
  });

  it('knows only its check digit while no programme is', async () => {
    const scene = await openScene({ tracks: [] });
    await scene.store.append(
      undelivered({
        recordedAt: scene.now.toString(),
        actor: 'system',
        correlationId: 'c',
        writes: [
          {
            stream: 'track:x',
            expectedVersion: 0,
            events: [{ type: 'reminders-owed', data: { commune: 'x', items: [] } }],
            nextDueAt: null,
          },
        ],
      }),
    );
    const texte = convention(['200 054 781', '219 400 223']);
    expect(said(await scene.fill('coordinator', 'convention verifier', { texte }))).toContain(
      'Aucun défaut trouvé',
    );
  });

  it('says that another text is none, and refuses one that is too long', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.fill('coordinator', 'convention verifier', { texte: 'Bonjour' }))).toContain(
      "Ce texte n'est pas une convention du programme",
    );
    const long = await scene.fill('coordinator', 'convention verifier', { texte: 'x'.repeat(60_001) });
    expect(said(long)).toContain('Ce texte compte 60001 caractères ; le maximum est 60000.');
  });
});
