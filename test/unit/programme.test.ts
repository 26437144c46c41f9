import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseExamples, parseProgramme } from '../../src/usecases/programme.ts';
import { shapeFault } from '../../src/usecases/programme-words.ts';
import { realProgramme } from '../fixtures/programme/choisy.ts';

/** « path: message » of each fault, with plain spaces. */
function faultsOf(input: unknown): string[] {
  const parsed = parseProgramme(input);
  return parsed.ok ? [] : parsed.faults.map(({ path, message }) => told(path, message));
}

function told(path: readonly (string | number)[], message: string): string {
  return `${path.join('.')}: ${message}`.replace(/[\u00a0\u202f]/g, ' ');
}

function broken(changes: Record<string, unknown>): string[] {
  return faultsOf({ ...realProgramme(), ...changes });
}

function facts(input: unknown) {
  const parsed = parseProgramme(input);
  expect(parsed).toMatchObject({ ok: true });
  return parsed.ok ? [parsed.value] : [];
}

const phases = (...changes: readonly Record<string, unknown>[]) => {
  const kinds = ['audit', 'setup', 'use', 'assessment'];
  return kinds.map((kind, index) => ({
    id: kind,
    kind,
    title: kind,
    months: { planned: 3, min: 2, max: 3 },
    ...changes[index],
  }));
};

describe('the real programme of Choisy-le-Roi', () => {
  it('gives the facts of the convention', () => {
    const [track] = facts(realProgramme());
    expect(track).toMatchObject({
      id: 'ia-administration-interne',
      thematique: 'IA – Administration Interne des Collectivités',
      mgp: { name: 'Métropole du Grand Paris', siren: '200054781' },
      conventionEndsOn: '2026-12-31',
      startsOn: '2025-12-01',
      assessmentBefore: '2026-12-31',
      comopEveryMonths: 1,
      withdrawalOn: null,
      deliverableWorkingDays: 15,
      retentionYears: 5,
      contractor: null,
      kit: null,
    });
    expect(
      track?.phases.map((phase) => [phase.id, phase.plannedMonths, phase.minMonths, phase.maxMonths]),
    ).toEqual([
      ['audit', 3, 2, 3],
      ['setup', 3, 2, 3],
      ['use', 6, 6, 6],
      ['assessment', 1, 1, 1],
    ]);
    expect(track?.beneficiaries).toEqual([
      {
        id: 'choisy-le-roi',
        name: 'Choisy-le-Roi',
        kind: 'commune',
        siren: '219400223',
        example: false,
        deliberation: { number: 'DEL.25.111', votedOn: '2025-11-19', receivedOn: '2025-11-26' },
        department: 'Direction Numérique et Réseaux',
        option: "Amélioration de la circulation de l'information interne et aide à la rédaction",
        dataTransfer: null,
      },
    ]);
  });

  it('survives JSON, since the journal stores it', () => {
    const [track] = facts(realProgramme());
    expect(JSON.parse(JSON.stringify(track))).toEqual(track);
  });
});

describe('what may be written otherwise', () => {
  it('a day as in France, a SIREN as a number or with spaces, a name without its accents', () => {
    const [track] = facts({
      ...realProgramme(),
      start: '01/12/2025',
      mgp: { name: 'Métropole', siren: '200 054 781' },
      beneficiaries: [{ name: 'CHOISY LE ROI', siren: 219400223 }, { name: 'St Mande' }],
    });
    expect(track?.startsOn).toBe('2025-12-01');
    expect(track?.mgp.siren).toBe('200054781');
    expect(track?.beneficiaries.map(({ name, siren }) => [name, siren])).toEqual([
      ['Choisy-le-Roi', '219400223'],
      ['Saint-Mandé', '219400678'],
    ]);
  });

  it('what is known later: contractor, kit, withdrawal', () => {
    const [track] = facts({
      ...realProgramme(),
      contractor: { name: 'Prestataire', email: 'contact@exemple.fr' },
      kit: { url: 'https://exemple.fr/kit', version: '1.0' },
      withdrawal: { on: '2026-11-29' },
    });
    expect(track).toMatchObject({
      contractor: { name: 'Prestataire', email: 'contact@exemple.fr' },
      kit: { url: 'https://exemple.fr/kit', version: '1.0' },
      withdrawalOn: '2026-11-29',
    });
  });

  it('what is not known may be left out', () => {
    const { contractor, kit, withdrawal, options, ...rest } = realProgramme();
    const [track] = facts({ ...rest, withdrawal: { on: null }, beneficiaries: [{ name: 'Nanterre' }] });
    expect(track).toMatchObject({ contractor: null, kit: null, withdrawalOn: null });
    expect([contractor, kit, withdrawal, options]).toHaveLength(4);
  });

  it('a limit read as included: the day after the term is the last possible one (art. 5)', () => {
    expect(broken({ assessment: { before: '2027-01-01' } })).toEqual([]);
  });

  it('an audit and two set-ups', () => {
    const [audit, setup, use, assessment] = phases();
    expect(broken({ phases: [audit, setup, { ...setup, id: 'training' }, use, assessment] })).toEqual([]);
  });
});

describe('a fault names its field and says what to do', () => {
  it.each<[Record<string, unknown>, string[]]>([
    [
      { start: '2026-02-31' },
      [
        "start: « 2026-02-31 » n'est pas une date qui existe : écrivez-la AAAA-MM-JJ (par exemple 2026-12-31)",
      ],
    ],
    [
      { start: '2026-13-01' },
      [
        "start: « 2026-13-01 » n'est pas une date qui existe : écrivez-la AAAA-MM-JJ (par exemple 2026-12-31)",
      ],
    ],
    [{ start: undefined }, ['start: champ obligatoire absent']],
    [{ start: 2025 }, ['start: texte attendu, reçu « 2025 »']],
    [{ title: '   ' }, ['title: ne peut pas être vide']],
    [{ title: 'x'.repeat(301) }, ['title: trop long : au plus 300']],
    [
      { id: 'IA Admin' },
      [
        "id: « IA Admin » n'est pas un identifiant : écrivez-le en minuscules sans accent, avec des tirets (par exemple « ia-admin »)",
      ],
    ],
    [{ comop: { everyMonths: 0 } }, ['comop.everyMonths: nombre trop petit : au moins 1']],
    [{ comop: { everyMonths: 37 } }, ['comop.everyMonths: nombre trop grand : au plus 36']],
    [{ comop: { everyMonths: 1.5 } }, ['comop.everyMonths: nombre entier attendu, reçu « 1.5 »']],
    [{ comop: { everyMonths: 'mensuel' } }, ['comop.everyMonths: nombre attendu, reçu « "mensuel" »']],
    [
      { comop: 'mensuel' },
      ['comop: groupe de champs attendu (en retrait, « champ: valeur »), reçu « "mensuel" »'],
    ],
    [
      { retention: { yeras: 5 } },
      ['retention.years: champ obligatoire absent', 'retention.yeras: champ inconnu « yeras »'],
    ],
    [
      { contractor: { name: 'P', email: 'pas un courriel' } },
      ["contractor.email: « pas un courriel » n'est pas une adresse de courriel"],
    ],
    [
      { kit: { url: 'http://exemple.fr', version: '1' } },
      ['kit.url: adresse attendue, qui commence par https://'],
    ],
    [
      { mgp: { name: 'Métropole', siren: '200054782' } },
      ["mgp.siren: le SIREN « 200054782 » n'est pas valide (neuf chiffres, clé de contrôle)"],
    ],
    [
      { mgp: { name: 'Métropole', siren: true } },
      ['mgp.siren: SIREN attendu : neuf chiffres entre guillemets'],
    ],
    [
      { options: { 'Option 1': 'x' }, beneficiaries: [] },
      ['options.Option 1: valeur refusée : « "Option 1" »'],
    ],
    [
      { beneficiaries: 'Choisy-le-Roi' },
      ['beneficiaries: liste attendue (une ligne « - … » par élément), reçu « "Choisy-le-Roi" »'],
    ],
    [
      { beneficiaries: ['Choisy-le-Roi'] },
      ['beneficiaries.0: groupe de champs attendu (en retrait, « champ: valeur »), reçu « "Choisy-le-Roi" »'],
    ],
  ])('%j', (changes, expected) => {
    expect(broken(changes)).toEqual(expected);
  });

  it('a kind of value that no schema expects today has a sentence too', () => {
    const result = z.boolean().safeParse('oui', { error: shapeFault });
    expect(result.error?.issues[0]?.message).toBe('valeur inattendue, reçu «\u00a0"oui"\u00a0»');
  });

  it.each([undefined, null, 'texte', ['liste']])('a file that is %j', (input) => {
    expect(faultsOf(input)).toHaveLength(1);
  });

  it('never echoes more than a line of what was written', () => {
    const [fault] = broken({ start: `${'é'.repeat(500)}\n\u0007<!channel>` });
    expect(fault).toMatch(/^start: « é{60}… »/);
    expect(broken({ start: 'a\nb' })[0]).toMatch(/^start: « a b »/);
  });
});

describe('dates hold together (art. 2, 5, 11)', () => {
  it.each<[Record<string, unknown>, string]>([
    [
      { start: '2026-12-31' },
      'start: le début (2026-12-31) doit précéder le terme de la convention (2026-12-31)',
    ],
    [
      { assessment: { before: '2025-12-01' } },
      "assessment.before: le bilan (avant le 2025-12-01) ne peut s'achever avant le début (2025-12-01)",
    ],
    [
      { assessment: { before: '2027-01-02' } },
      "assessment.before: le bilan doit s'achever avant le terme de la convention (2026-12-31) ou ce jour-là : au plus tard 2027-01-01, jour exclu (art. 5). Au-delà, il faut un avenant (art. 11)",
    ],
    [
      { withdrawal: { on: '2027-01-01' } },
      'withdrawal.on: le repli (2027-01-01) ne peut suivre le terme de la convention (2026-12-31)',
    ],
  ])('%j', (changes, expected) => {
    expect(broken(changes)).toContain(expected);
  });

  it('a délibération is received after it was voted', () => {
    const beneficiaries = [
      { name: 'Nanterre', deliberation: { votedOn: '2025-11-19', receivedOn: '2025-11-18' } },
    ];
    expect(broken({ beneficiaries })).toEqual([
      'beneficiaries.0.deliberation.receivedOn: la réception en préfecture ne peut précéder le vote de la délibération',
    ]);
    expect(
      broken({ beneficiaries: [{ name: 'Nanterre', deliberation: { votedOn: '2025-11-19' } }] }),
    ).toEqual([]);
  });
});

describe('phases hold together (art. 5)', () => {
  const order =
    "phases: ordre des phases inattendu (champ kind) : l'audit et la mise en place (audit, setup), puis une seule utilisation (use), puis un seul bilan (assessment), en dernier (art. 5)";

  it.each([[{ planned: 4, min: 2, max: 3 }], [{ planned: 1, min: 2, max: 3 }]])(
    'planned months outside the range: %j',
    (months) => {
      expect(broken({ phases: phases({ months }) })).toEqual([
        'phases.0.months: durées incohérentes : il faut min ≤ planned ≤ max',
      ]);
    },
  );

  it.each([
    ['without an assessment', phases().slice(0, 3)],
    ['without a set-up', phases().filter(({ kind }) => kind !== 'setup')],
    ['with the assessment before the use', phases({}, {}, { kind: 'assessment' }, { kind: 'use' })],
    ['with two uses', phases({}, { kind: 'use' })],
  ])('%s', (_, list) => {
    expect(broken({ phases: list })).toEqual([order]);
  });

  it('an identifier serves once', () => {
    expect(broken({ phases: phases({}, { id: 'audit' }) })).toEqual([
      "phases.1.id: l'identifiant « audit » sert déjà à une autre phase",
    ]);
  });

  it('an unknown kind is told with the known ones', () => {
    expect(broken({ phases: phases({ kind: 'étude' }) })).toEqual([
      "phases.0.kind: « étude » n'est pas possible ici : écrivez « audit », « setup », « use » ou « assessment »",
    ]);
  });

  it('none at all', () => {
    expect(broken({ phases: [] })).toEqual(['phases: ne peut pas être vide']);
  });
});

describe('beneficiaries are in the official register (règlement, art. 3)', () => {
  const choisy = 'Celui de Choisy-le-Roi au répertoire officiel est 219400223.';

  it.each<[Record<string, unknown>, string]>([
    [
      { name: 'choisi' },
      "name: « choisi » n'est ni une commune ni un EPT de la Métropole du Grand Paris. Vouliez-vous dire « Choisy-le-Roi » ?",
    ],
    [
      { name: 'Versailles' },
      "name: « Versailles » n'est ni une commune ni un EPT de la Métropole du Grand Paris.",
    ],
    [
      { name: 'Choisy-le-Roi', siren: '219401317' },
      `siren: le SIREN 219401317 n'est pas valide (clé de contrôle). ${choisy}`,
    ],
    [
      { name: 'Choisy-le-Roi', siren: '2194' },
      `siren: le SIREN « 2194 » ne comporte pas neuf chiffres. ${choisy}`,
    ],
    [
      { name: 'Choisy-le-Roi', siren: '219400819' },
      `siren: le SIREN 219400819 est celui de Vitry-sur-Seine. ${choisy}`,
    ],
    [
      { name: 'Choisy-le-Roi', siren: '200054781' },
      `siren: le SIREN 200054781 n'est celui d'aucune commune ni d'aucun EPT de la Métropole. ${choisy}`,
    ],
    [
      { name: 'Nanterre', option: 'instruction' },
      "option: l'option « instruction » n'est pas dans la liste « options » du fichier : écrivez « information-interne » ou « instruction-dossiers ».",
    ],
  ])('%j', (beneficiary, expected) => {
    expect(broken({ beneficiaries: [beneficiary] })).toEqual([`beneficiaries.0.${expected}`]);
  });

  it('none figures twice, however it is written', () => {
    expect(broken({ beneficiaries: [{ name: 'Nanterre' }, { name: 'NANTERRE' }] })).toEqual([
      'beneficiaries.1.name: « Nanterre » figure déjà dans la liste : gardez une seule entrée',
    ]);
  });

  it('an option needs a list of options', () => {
    expect(broken({ options: {}, beneficiaries: [{ name: 'Nanterre', option: 'une' }] })).toEqual([
      "beneficiaries.0.option: l'option « une » n'existe pas : le fichier ne déclare aucune option",
    ]);
  });

  it('an example has no place in a real programme', () => {
    expect(broken({ beneficiaries: [{ name: 'Nanterre', example: true }] })).toEqual([
      'beneficiaries.0.example: champ inconnu « example »',
    ]);
  });
});

describe('all the faults of a file are told at once', () => {
  it('faults of shape do not hide the others', () => {
    const faults = broken({
      title: undefined,
      start: '2027-02-01',
      phases: phases({}, { id: 'audit' }),
      comop: { everyMonths: 'x' },
      beneficiaries: [{ name: 'choisi', department: 12 }, { siren: '219400223' }],
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'title',
      'comop.everyMonths',
      'beneficiaries.0.department',
      'beneficiaries.1.name',
      'start',
      'assessment.before',
      'phases.1.id',
      'beneficiaries.0.name',
    ]);
  });
});

describe('the trial’s made-up beneficiaries', () => {
  const tracks = facts(realProgramme());
  const examples = (beneficiaries: unknown, track = 'ia-administration-interne') =>
    parseExamples({ track, beneficiaries }, tracks);

  it('join their track and say in their very name that they are examples', () => {
    const parsed = examples([{ name: 'Nanterre', example: true }]);
    expect(parsed).toMatchObject({
      ok: true,
      value: [
        {
          beneficiaries: [
            { name: 'Choisy-le-Roi', example: false },
            { id: 'nanterre', name: 'Nanterre (exemple)', example: true, siren: '219200508' },
          ],
        },
      ],
    });
  });

  it('bring somebody to be asked for an opinion (règlement, art. 9), where the programme names nobody', () => {
    const communication = { email: 'sofia@communication.example' };
    const input = { track: 'ia-administration-interne', communication, beneficiaries: [] };
    const emailsOf = (given: typeof tracks) => {
      const parsed = parseExamples(input, given);
      return parsed.ok ? parsed.value.map(({ communicationEmail }) => communicationEmail) : parsed.faults;
    };
    expect(emailsOf(tracks)).toEqual(['sofia@communication.example']);
    const named = tracks.map((track) => ({ ...track, communicationEmail: 'com@metropole.example' }));
    expect(emailsOf(named)).toEqual(['com@metropole.example']);
  });

  it('leave the other tracks alone', () => {
    const other = tracks.map((track) => ({ ...track, id: 'autre' }));
    const parsed = parseExamples({ track: 'ia-administration-interne', beneficiaries: [] }, [
      ...tracks,
      ...other,
    ]);
    expect(parsed).toEqual({ ok: true, value: [...tracks, ...other] });
  });

  it.each([
    [
      [{ name: 'Nanterre' }],
      'ia-administration-interne',
      'beneficiaries.0.example: champ obligatoire absent',
    ],
    [
      [{ name: 'Choisy-le-Roi', example: true }],
      'ia-administration-interne',
      'beneficiaries.0.name: « Choisy-le-Roi » figure déjà dans la liste : gardez une seule entrée',
    ],
    [[], 'ia-admin', 'track: aucun parcours « ia-admin ». Vouliez-vous dire « ia-administration-interne » ?'],
  ])('refused: %j in %s', (beneficiaries, track, expected) => {
    const parsed = examples(beneficiaries, track);
    expect(parsed.ok ? [] : parsed.faults.map(({ path, message }) => told(path, message))).toEqual([
      expected,
    ]);
  });

  it('a file of another shape is refused', () => {
    expect(parseExamples(null, tracks)).toMatchObject({ ok: false });
  });
});
