import { describe, expect, it } from '@jest/globals';
import {
  answerActions,
  convenedWords,
  type MeetingView,
  meetingFacts,
  meetingName,
} from '../../cards/meeting.ts';
import { meetingPlanned } from '../../cards/meeting-plan.ts';
import { Refusal } from '../../src/domain/kernel/refusal.ts';
import { emptyTrack } from '../../src/domain/track/state.ts';
import { actorOf } from '../../src/usecases/actor.ts';
import type { Context } from '../../src/usecases/command.ts';
import { commands } from '../../src/usecases/commands.ts';
import { findMeeting, meetingsFor, viewOf } from '../../src/usecases/committee/meetings.ts';
import { parseLine } from '../../src/usecases/parse-line.ts';
import { plainOf, type Scene } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { convene, openMeetings } from '../support/meetings.ts';
import { type Persona, visitorOf } from '../support/personas.ts';

async function contextOf(scene: Scene, persona: Persona): Promise<Context> {
  await scene.world.catchUp();
  const { world, settings, now, today } = scene;
  return {
    actor: actorOf(world, settings, visitorOf(persona), today),
    world,
    settings,
    now,
    today,
    newId: () => scene.newId(),
    fileUrl: () => '',
    feedUrl: () => '',
    givenFile: () => null,
  };
}

const view: MeetingView = {
  number: 'CO-07',
  kind: 'comop',
  title: null,
  commune: null,
  track: 'IA Administration interne',
  on: '2026-07-15',
  from: '10:00',
  durationMinutes: 90,
  place: 'visioconférence',
  sequence: 2,
  cancelled: null,
  isOver: false,
  convened: { mgp: 2, contractor: 1, referents: 37, guests: 1 },
  tally: { present: 0, absent: 0, replaced: 0, silent: 41 },
  agenda: [],
  own: null,
};

describe('which meetings somebody may see (art. 6)', () => {
  it('coordinators all; the contractor and the référents those to which they are convened, by date', async () => {
    const scene = await openMeetings();
    await convene(scene, 'comite reunion 15/07/2026 8:30 collectivite:Nanterre');
    await convene(scene, 'comite reunion 15/07/2026 10:00 collectivite:choisy-le-roi');
    const seen = async (who: Persona) =>
      meetingsFor(await contextOf(scene, who)).map((f) => f.meeting.number);
    expect(await seen('coordinator')).toEqual(['CP-01', 'RB-01', 'CO-01', 'RB-02']);
    expect(await seen('contractor')).toEqual(['CP-01', 'RB-01', 'CO-01', 'RB-02']);
    expect(await seen('referent')).toEqual(['CO-01', 'RB-02']);
    expect(await seen('foreignReferent')).toEqual(['RB-01', 'CO-01']);
    expect(await seen('stranger')).toEqual([]);
  });

  it('a track whose programme was never read has none', async () => {
    const context = await contextOf(await openMeetings(), 'coordinator');
    const { directory, people } = context.world;
    const world = { directory, people, tracks: new Map([['vide', emptyTrack('vide')]]) };
    expect(meetingsFor({ ...context, world })).toEqual([]);
  });

  it.each(['CO-01', 'co1', 'CO 01', ' co-0001 ', 'Co01'])('« %s » is CO-01', async (typed) => {
    const scene = await openMeetings();
    const found = findMeeting(await contextOf(scene, 'referent'), typed);
    expect(found instanceof Refusal ? found.reason : found.meeting.number).toBe('CO-01');
  });

  it('a view says where the reader stands', async () => {
    const scene = await openMeetings();
    const context = await contextOf(scene, 'coordinator');
    const found = findMeeting(context, 'CO-01');
    if (found instanceof Refusal) throw new TypeError(found.reason.code);
    const id = (await scene.person('referent'))?.id ?? '';
    const successor = { ...found.meeting, attendance: new Map(found.meeting.attendance) };
    const said = { sequence: 0, replacements: 1, at: '2026-06-12T09:42:00Z' };
    const deputyId = (await scene.person('deputy'))?.id ?? '';
    successor.attendance.set(id, { answer: 'replaced', replacementId: deputyId, ...said });
    expect(viewOf(context, found, id).own).toEqual({ answer: null, replacement: null });
    expect(viewOf(context, { ...found, meeting: successor }, id).own).toEqual({
      answer: 'replaced',
      replacement: 'Paul Durand',
    });
    successor.attendance.set(id, { answer: 'replaced', replacementId: null, ...said });
    expect(viewOf(context, { ...found, meeting: successor }, id).own).toEqual({
      answer: 'replaced',
      replacement: null,
    });
    expect(viewOf(context, found, 'nobody').own).toBeNull();
    expect(viewOf(context, found, null)).toMatchObject({ own: null, isOver: false, cancelled: null });
    const gone = { ...found, meeting: { ...found.meeting, commune: 'ancienne-commune' } };
    expect(viewOf(context, gone, null).commune).toBe('ancienne-commune');
  });
});

describe('what cards say of a meeting', () => {
  it('its name, who is convened, its facts', () => {
    expect(meetingName(view)).toBe('Comité opérationnel – IA Administration interne');
    expect(meetingName({ ...view, kind: 'meeting', commune: 'Nanterre', title: 'Recette' })).toBe(
      'Réunion par bénéficiaire – Nanterre – Recette',
    );
    expect(plainSpaces(convenedWords(view.convened))).toBe(
      'Métropole (2), prestataire (1), 37 référents, 1 personne tierce',
    );
    const facts = meetingFacts(
      { ...view, cancelled: { reason: 'Grève', at: '' } },
      { label: 'Réponses', value: '12' },
    );
    expect(facts.kind === 'facts' ? facts.facts.slice(-2) : []).toEqual([
      { label: 'Annulation', value: 'Grève' },
      { label: 'Réponses', value: '12' },
    ]);
  });

  it('the answers name the date that was asked about', () => {
    const [present] = answerActions(view);
    expect(present).toMatchObject({
      command: 'presence',
      values: { reunion: 'CO-07', reponse: 'present', sequence: '2' },
    });
  });

  it('who has no e-mail is counted apart: their calendar cannot follow', () => {
    const card = meetingPlanned(view, null, { calendars: 40, withoutEmail: 1, unrepresented: 0 });
    expect(plainSpaces(plainOf(card))).toContain(
      '1 personne convoquée sans courriel connu : son agenda ne peut pas suivre.',
    );
  });
});

describe('how the commands of committees are typed', () => {
  const valuesOf = (line: string) => {
    const parsed = parseLine(line, commands);
    return parsed.kind === 'command' ? { word: parsed.command.word, ...parsed.values } : parsed;
  };

  it.each([
    [
      'comité opérationnel 14/07/2026 10:00',
      { word: 'comite planifier', type: 'operationnel', date: '14/07/2026', heure: '10:00' },
    ],
    [
      'jalon comite-pilotage 01/06/2026 10 h 30 11 h inviter:choisy-le-roi',
      {
        word: 'comite planifier',
        type: 'pilotage',
        date: '01/06/2026',
        heure: '10 h 30',
        fin: '11 h',
        inviter: 'choisy-le-roi',
      },
    ],
    [
      'comite planifier reunion 01/06/2026 10h',
      { word: 'comite planifier', type: 'reunion', date: '01/06/2026', heure: '10h' },
    ],
    ['comite deplacer CO-07 22/07/2026', { word: 'comite deplacer', reunion: 'CO-07', date: '22/07/2026' }],
    ['comite serie "2e mardi" 10 h', { word: 'comite serie', rythme: '2e mardi', heure: '10 h' }],
    ['comite serie 2e mardi 10h30', { word: 'comite serie', rythme: '2e mardi', heure: '10h30' }],
  ])('« %s »', (line, values) => expect(valuesOf(line)).toEqual(values));

  it('« comité » alone is answered with what there is', () => {
    expect(valuesOf('comite')).toMatchObject({ kind: 'unknown' });
  });
});
