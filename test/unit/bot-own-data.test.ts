import { afterAll, describe, expect, it } from '@jest/globals';
import { csvText } from '../../cards/csv.ts';
import { ownFile } from '../../cards/own-file.ts';
import { noOwnData, ownDataCard, roleName } from '../../cards/personal-data.ts';
import { createCalendarWriter } from '../../src/ics/writer.ts';
import { createPaperWriter } from '../../src/pdf/writer.ts';
import { createFiles, type MadeFile } from '../../src/usecases/files.ts';
import { holderOf } from '../../src/usecases/links.ts';
import { names } from '../../src/usecases/own-data.ts';
import {
  contractor,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { store } from '../support/changes.ts';
import { plainSpaces } from '../support/french.ts';
import { testLinks } from '../support/links.ts';
import { identities, type Persona, visitorOf } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

function filesOf(scene: Scene) {
  const { world, settings } = scene;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const links = testLinks(() => scene.now);
  const parts = { store: scene.store, world, settings, now: () => scene.now, newId: () => 'x', log, links };
  return createFiles(parts, {
    calendars: async () => createCalendarWriter({ organizer: null }),
    papers: async () => createPaperWriter(),
  });
}

/** Follows the link of somebody's last card, as a browser would. */
async function download(scene: Scene, persona: Persona, line: string): Promise<MadeFile | null> {
  const reply = await scene.say(persona, line);
  const actions = reply.kind === 'form' ? [] : reply.card.actions;
  const [url] = actions.flatMap((action) => (action.kind === 'link' ? [action.url] : []));
  const token = String(url).slice(String(url).lastIndexOf('/') + 1);
  const read = testLinks(() => scene.now).readFile(token);
  if (read === null) throw new TypeError(`no link in ${said(reply)}`);
  return filesOf(scene)(read.holder, read.file);
}

describe('mes données (RGPD): what is kept, why, for how long', () => {
  it('tells somebody recorded, with whom to write to', async () => {
    const scene = await openStaffedScene();
    const text = said(await scene.say('referent', 'mes données'));
    expect(text).toContain('Courriel : amina.diallo@choisyleroi.example');
    expect(text).toContain('Rôles : référent(e) de Choisy-le-Roi (parcours «');
    expect(text).toContain('Durée : 5 ans après le terme de la convention (31/12/2026)');
    expect(text).toContain('Contact : la coordination de la Métropole, camille.roux@mgp.example');
    expect(text).toContain('Effacement : sur demande à la coordination');
  });

  it('tells somebody unknown that nothing is kept of them', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('stranger', 'mes données'))).toBe(saidBy(noOwnData()));
    const files = filesOf(scene);
    expect(await files(holderOf(visitorOf('stranger')), { file: 'mes-donnees', values: {} })).toBeNull();
  });

  it('tells of every role, and of the longest retention', async () => {
    const longer = { ...programme({ contractor }), id: 'autre', title: 'Autre', retentionYears: 10 };
    const scene = await openScene({ tracks: [programme({ contractor }), longer] });
    expect(said(await scene.say('coordinator', 'mes données'))).toContain(
      'Rôles : coordination de la Métropole',
    );
    const text = said(await scene.say('contractor', 'mes données'));
    expect(text).toContain('prestataire (parcours « Autre »)');
    expect(text).toContain('Durée : 10 ans');
    expect(plainSpaces(roleName({ role: 'deputy', of: 'Les Lilas', track: 'IA' }))).toBe(
      'suppléant(e) des Lilas (parcours « IA »)',
    );
  });

  it('tells no duration while no programme is known', async () => {
    const scene = await openScene({ tracks: [] });
    const events = [{ type: 'reminders-owed', data: { commune: 'x', items: [] } }];
    await store(scene, { writes: [{ stream: 'track:x', expectedVersion: 0, events, nextDueAt: null }] });
    expect(said(await scene.say('coordinator', 'mes données'))).not.toContain('Durée');
  });

  it('leaves out what is not known', () => {
    const card = ownDataCard({
      person: { name: 'X', position: null, email: null, phone: null, channels: [] },
      roles: [],
      retention: null,
      contact: null,
      fileUrl: 'https://jalon.example/fichier/x',
    });
    expect(saidBy(card)).toContain('Rôles : aucun à ce jour');
    expect(saidBy(card)).toContain('Contact : la coordination de la Métropole');
    expect(saidBy(card)).not.toContain('Durée');
  });
});

describe('the file of mes données', () => {
  it('holds everything about the person and nothing about another', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide');
    await scene.fill('referent', 'preferences', { canal: 'courriel', heure: '10' });
    await scene.say('referent', 'etape retard');
    await scene.submit('referent', { etape: 'setup', date: '15/07/2026', cause: 'Salle indisponible' });
    await scene.press('referent', 'Transmettre');
    const file = await download(scene, 'referent', 'mes données');
    expect(file).toMatchObject({
      name: 'mes-donnees-2026-03-12.json',
      type: 'application/json; charset=utf-8',
    });
    const told = JSON.parse(String(file?.body));
    expect(told['coordonnées']).toMatchObject({
      nom: 'Amina Diallo',
      courriel: identities.referent.email,
      téléphone: '+33148000003',
    });
    expect(told.comptes).toMatchObject([{ canal: "page d'essai", identifiant: 'web/referent' }]);
    expect(told['préférences']).toEqual({
      canal: 'courriel',
      "pause jusqu'au": null,
      'heure des rappels': 10,
    });
    expect(told['événements']).toContainEqual({
      date: '2026-03-12T09:42:00Z',
      type: "date proposée pour la fin d'une étape",
      'de votre fait': true,
      collectivité: 'Choisy-le-Roi',
      'votre texte': 'Salle indisponible',
    });
    const types = told['événements'].map((event: { type: string }) => event.type);
    expect(types).toEqual(
      expect.arrayContaining([
        "enregistrement d'une personne",
        "rattachement d'un compte",
        'choix des préférences',
        "désignation d'un référent ou d'un suppléant",
      ]),
    );
    expect(told.messages).toEqual([
      {
        date: '2026-03-12T09:42:00Z',
        objet: 'Prise de rôle',
        canal: "page d'essai",
        état: 'envoyé',
        'envoyé le': '2026-03-12T09:42:00Z',
      },
    ]);
    const others = [identities.deputy, identities.foreignReferent, identities.coordinator];
    for (const { name, email } of others) {
      expect(file?.body).not.toContain(name);
      expect(file?.body).not.toContain(email);
    }
  });

  it('holds what somebody said and wrote of meetings (art. 6), and not what others did', async () => {
    const scene = await openStaffedScene({ at: '2026-06-12T09:42:00Z' });
    await scene.say('coordinator', 'comite operationnel 15/07/2026 10:00 lieu:Auditorium');
    await scene.press('coordinator', 'Envoyer les invitations');
    await scene.say('referent', 'presence CO-01 absent');
    await scene.say('deputy', 'ordre-du-jour CO-01 "Le point des autres"');
    await scene.say('referent', 'ordre-du-jour CO-01 "Accès des agents"');
    scene.at('2026-07-15T09:00:00Z');
    const values = {
      reunion: 'CO-01',
      presents: 'Camille Roux',
      decisions: 'Outil retenu\nSuite en août',
      actions: 'Camille Roux ; Écrire à tous ; 31/08/2026',
    };
    await scene.ask('coordinator', { kind: 'submit', command: 'compte-rendu rediger', values });
    type Told = Readonly<Record<string, unknown>>;
    const eventsOf = async (persona: Persona): Promise<readonly Told[]> =>
      JSON.parse(String((await download(scene, persona, 'mes données'))?.body))['événements'];
    const own = { 'de votre fait': true, réunion: 'CO-01' };
    const ofReferent = await eventsOf('referent');
    expect(ofReferent).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...own, 'votre réponse': 'absent(e)' }),
        expect.objectContaining({ ...own, 'votre texte': 'Accès des agents' }),
      ]),
    );
    expect(JSON.stringify(ofReferent)).not.toContain('Le point des autres');
    expect(JSON.stringify(ofReferent)).not.toContain('Auditorium');
    expect(await eventsOf('coordinator')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...own, 'votre texte': 'Auditorium' }),
        expect.objectContaining({ ...own, 'votre texte': 'Outil retenu\nSuite en août\nÉcrire à tous' }),
      ]),
    );
  });

  it('is for whom its link was made, as they are now', async () => {
    const scene = await openStaffedScene();
    const files = filesOf(scene);
    const holder = holderOf(visitorOf('referent'));
    expect(await files(holder, { file: 'mes-donnees', values: {} })).not.toBeNull();
    expect(await files(holder, { file: 'referents-manquants', values: {} })).toBeNull();
    expect(await files(holder, { file: '../secret', values: {} })).toBeNull();
    expect(await files(holder, { file: '__proto__', values: {} })).toBeNull();
  });

  it('names an event by its code when it has no French name', () => {
    const bare = {
      madeAt: '2026-03-12T09:42:00Z',
      person: { id: 'x', name: 'X', position: null, email: null, phone: null },
      accounts: [],
      preferences: { channel: null, pausedUntilOn: null, digestHour: null },
      roles: [],
      events: [
        {
          recordedAt: 'x',
          type: 'later-event',
          isOwn: false,
          commune: null,
          meeting: null,
          answer: null,
          text: null,
        },
      ],
      messages: [],
    };
    expect(JSON.parse(ownFile(bare))['événements'][0].type).toBe('later-event');
  });

  it('finds a person by what an entry holds, however deep', () => {
    expect(names({ actor: 'a', data: {} }, 'a')).toBe(true);
    expect(names({ actor: 'b', data: { items: [{ to: ['c', null, 1, 'a'] }] } }, 'a')).toBe(true);
    expect(names({ actor: 'b', data: { key: 'referent-changed:REF-2026-0001@a' } }, 'a')).toBe(true);
    expect(names({ actor: 'b', data: { note: 'not a' } }, 'a')).toBe(false);
  });
});

describe('the CSV of the missing référents (art. 4)', () => {
  it('opens in a French spreadsheet', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'commune ajouter Thiais');
    const file = await download(scene, 'coordinator', 'referent manquants');
    expect(file).toMatchObject({
      name: 'referents-manquants-2026-03-12.csv',
      type: 'text/csv; charset=utf-8',
    });
    const [header, thiais, end] = String(file?.body).split('\r\n');
    expect(header).toBe('\uFEFFCollectivité;SIREN;Service désigné;Parcours');
    expect(plainSpaces(String(thiais))).toMatch(/^Thiais;219400736;;IA/u);
    expect(end).toBe('');
  });

  it('runs no formula and breaks at no quote', () => {
    expect(csvText([['=1+1', '+1', '-1', '@x', '\tx', 'a;b', 'a"b', 'a\nb', 'plain']])).toBe(
      `\uFEFF'=1+1;'+1;'-1;'@x;'\tx;"a;b";"a""b";"a\nb";plain\r\n`,
    );
  });
});
