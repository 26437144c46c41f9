import { describe, expect, it } from '@jest/globals';
import { commands } from '../../src/usecases/commands.ts';
import { parseLine } from '../../src/usecases/parse-line.ts';
import { DEPOSIT, tableWithDeposit } from '../support/deposit.ts';

function parsed(line: string, table = commands) {
  const result = parseLine(line, table);
  return result.kind === 'command' ? [result.command.word, result.values] : result;
}

describe('reading a typed line', () => {
  it.each([
    ['aide', 'aide', {}],
    ['/jalon aide', 'aide', {}],
    ['  Jalon   AIDE ', 'aide', {}],
    ['référent VOIR', 'referent voir', {}],
    ['/JALON\u00a0Référent\u202fvoir\u00a0Choisy-le-Roi', 'referent voir', { commune: 'Choisy-le-Roi' }],
    ['referent voir Choisy le Roi', 'referent voir', { commune: 'Choisy le Roi' }],
    [
      'étape retard choisy setup 15/07/2026 Salle indisponible',
      'etape retard',
      { commune: 'choisy', etape: 'setup', date: '15/07/2026', cause: 'Salle indisponible' },
    ],
    [
      'etape terminer Choisy le Roi mise-en-place 31/05/2026',
      'etape terminer',
      { commune: 'Choisy le Roi', etape: 'mise-en-place', date: '31/05/2026' },
    ],
    [
      'etape retard mise-en-place 15/07/2026 Salle indisponible',
      'etape retard',
      { etape: 'mise-en-place', date: '15/07/2026', cause: 'Salle indisponible' },
    ],
    [
      'etape terminer ville de vitry sur seine setup 31/05/2026',
      'etape terminer',
      { commune: 'ville de vitry sur seine', etape: 'setup', date: '31/05/2026' },
    ],
    [
      'etape retard "Choisy le Roi" « Mise en place » 15/07/2026',
      'etape retard',
      { commune: 'Choisy le Roi', etape: 'Mise en place', date: '15/07/2026' },
    ],
    [
      'etape retard “Choisy le Roi” «\u00a0Utilisation\u00a0»',
      'etape retard',
      { commune: 'Choisy le Roi', etape: 'Utilisation' },
    ],
    [
      'commune ajouter "Choisy-le-Roi" siren:219401317',
      'commune ajouter',
      { commune: 'Choisy-le-Roi', siren: '219401317' },
    ],
    [
      'commune ajouter SIREN:219401317 Choisy-le-Roi',
      'commune ajouter',
      { commune: 'Choisy-le-Roi', siren: '219401317' },
    ],
    ['commune ajouter Commune:"Le Kremlin-Bicêtre"', 'commune ajouter', { commune: 'Le Kremlin-Bicêtre' }],
    [
      'referent changer téléphone:"01 48 00 00 00" à-compter-du:01/04/2026',
      'referent changer',
      { telephone: '01 48 00 00 00', 'a-compter-du': '01/04/2026' },
    ],
    ['commune ajouter "siren:12" x', 'commune ajouter', { commune: 'siren:12', siren: 'x' }],
    [
      'etape retard choisy setup date:15/07/2026 "https://a.example/b" 10:30',
      'etape retard',
      { commune: 'choisy', etape: 'setup', date: '15/07/2026', cause: '"https://a.example/b" 10:30' },
    ],
    ['etape retard choisy confirme:oui', 'etape retard', { commune: 'choisy', etape: 'confirme:oui' }],
    ['commune ajouter siren: Thiais', 'commune ajouter', { commune: 'Thiais', siren: '' }],
    [
      'comite operationnel 14/07/2026 10:00 11:30',
      'comite planifier',
      { type: 'operationnel', date: '14/07/2026', heure: '10:00', fin: '11:30' },
    ],
    [
      'comite operationnel demain 10 h',
      'comite planifier',
      { type: 'operationnel', date: 'demain', heure: '10 h' },
    ],
    [
      'comite atelier Choisy le Roi 20/07/2026 14h',
      'comite planifier',
      { type: 'atelier', collectivite: 'Choisy le Roi', date: '20/07/2026', heure: '14h' },
    ],
    ['COPIL 01/06/2026 14h', 'comite planifier', { type: 'pilotage', date: '01/06/2026', heure: '14h' }],
    ['comop', 'comite planifier', { type: 'operationnel' }],
    ['mes réunions', 'comite liste', {}],
    ['comités', 'comite liste', {}],
    ['comite serie 5e dimanche 10:00', 'comite serie', { rythme: '5e dimanche', heure: '10:00' }],
    ['comite serie deuxième mardi 10h30', 'comite serie', { rythme: 'deuxième mardi', heure: '10h30' }],
    ['comite inviter CO-07 Nanterre', 'comite inviter', { reunion: 'CO-07', collectivite: 'Nanterre' }],
    [
      'comite inviter CO-07 zoe@ville.example Zoé Petit',
      'comite inviter',
      { reunion: 'CO-07', courriel: 'zoe@ville.example', nom: 'Zoé Petit' },
    ],
    [
      'date atelier nanterre 24/03/2026 10:00 31/03/2026 9h',
      'date',
      { type: 'atelier', collectivite: 'nanterre', creneaux: '24/03/2026 10:00 31/03/2026 9h' },
    ],
    ['aide moi', 'aide', { sujet: 'moi' }],
    ['inscription confirmer choisy', 'inscription confirmer', { commune: 'choisy' }],
  ])('%s', (line, word, values) => {
    expect(parsed(line)).toEqual([word, values]);
  });

  it('a text keeps its line breaks and its quotes, but for those around the whole of it', () => {
    const text = 'Bonjour,\n\nun projet « du programme »\tde la ville';
    expect(parsed(`texte verifier ${text}`)).toEqual(['texte verifier', { texte: text }]);
    expect(parsed('texte verifier « Bonjour à tous »')).toEqual([
      'texte verifier',
      { texte: 'Bonjour à tous' },
    ]);
    expect(parsed('texte verifier Bonjour support:affiche à tous')).toEqual([
      'texte verifier',
      { texte: 'Bonjour à tous', support: 'affiche' },
    ]);
  });

  it.each(['', '   ', '/jalon', 'jalon', '« »'.slice(0, 0)])('« %s » says nothing', (line) => {
    expect(parsed(line)).toEqual({ kind: 'empty' });
  });

  it.each([
    ['refferent', ['referent voir', 'referent changer', 'referent manquants']],
    ['referent voire', ['referent voir', 'referent changer', 'referent manquants']],
    ['referent', ['referent voir', 'referent changer', 'referent manquants']],
    ['calendier', ['calendrier']],
    ['etap terminer', ['etape terminer', 'etape retard', 'etape confirmer', 'etape ecarter']],
    ['"" w', []],
    ['xyzzy', []],
    ['bonjour tout le monde', []],
    ['<!here>', []],
  ])('« %s » is unknown, and suggests what may be meant', (line, suggestions) => {
    expect(parsed(line)).toMatchObject({ kind: 'unknown', suggestions });
  });

  it('fills no field for files: nobody types one', () => {
    expect(parsed(`${DEPOSIT} piece:a.pdf Rapport attendu`, tableWithDeposit)).toEqual([
      DEPOSIT,
      { motif: 'piece:a.pdf Rapport attendu' },
    ]);
  });

  it('repeats the first two words only', () => {
    expect(parsed('bonjour tout le monde')).toMatchObject({ typed: 'bonjour tout' });
  });
});
