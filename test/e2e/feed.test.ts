import { mkdirSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { designateReferents, referents, TRACK, writeProgramme } from '../../scripts/bench/lib/programme.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { people } from '../contract/drivers/people.ts';
import type { Known } from '../contract/drivers/shown.ts';
import { fillMeetings } from '../support/many-meetings.ts';
import type { Running } from '../support/process.ts';
import { join } from './crowd.ts';
import { openSite, type Site } from './site.ts';

const MEETINGS = 5000;
/** Slack takes an answer for lost after this. */
const WITHIN_MS = 3000;

/** The référents of the programme of 130 communes, known to Slack. */
const writers: readonly Known[] = referents.map(({ userId, name, email }) => ({ id: userId, name, email }));
/** Those whose feeds are fetched. */
const readers = writers.slice(0, 3);

describe('calendar feeds of 5,000 events (art. 6), made while people write to the bot', () => {
  let site: Site;
  let running: Running;

  beforeAll(async () => {
    site = await openSite();
    join(site, 'slack', writers);
    const programme = joinPath(site.folder, 'programme.json');
    writeProgramme(programme);
    const data = joinPath(site.folder, 'data');
    mkdirSync(data);
    const env = { ...site.settings.slack, JALON_PROGRAMME: programme };
    await site.run(['tick'], env);
    const store = openSqlite(joinPath(data, 'jalon.sqlite'));
    await designateReferents(store);
    const beforeOn = Temporal.Now.plainDateISO('Europe/Paris').toString();
    await fillMeetings(store, { track: TRACK, count: MEETINGS, beforeOn });
    await store.close();
    running = await site.start(env);
  }, 120_000);

  afterAll(() => site.close());

  const talkOf = (person: Known) => site.driver('slack', running).talk(person);

  /** The address that `agenda` tells, on this machine. */
  async function feedOf(person: Known): Promise<string> {
    const { text } = await talkOf(person).say('agenda');
    const [, token] = /\/calendrier\/([\w-]+)\.ics/u.exec(text) ?? [];
    if (token === undefined) throw new RangeError(text);
    return `${running.url}/calendrier/${token}.ics`;
  }

  it('hold up no answer; each is whole, and not sent again as long as nothing changes', async () => {
    const addresses: string[] = [];
    for (const person of [people.camille, ...readers]) addresses.push(await feedOf(person));
    const under = { isOver: false };
    const feeds = Promise.all(
      addresses.map(async (address) => {
        const answer = await fetch(address);
        return { status: answer.status, tag: answer.headers.get('etag') ?? '', text: await answer.text() };
      }),
    ).finally(() => {
      under.isOver = true;
    });

    const took: number[] = [];
    // Everybody in turn: nobody alone may ask as often.
    for (const writer of writers) {
      if (under.isOver) break;
      const startedAt = performance.now();
      const shown = await talkOf(writer).say('date voir');
      took.push(performance.now() - startedAt);
      expect(shown.text).toContain('Aucun sondage de date ne vous attend.');
    }
    expect(took.length).toBeGreaterThan(1);
    expect(Math.max(...took)).toBeLessThan(WITHIN_MS);

    const made = await feeds;
    expect(made.map(({ status }) => status)).toEqual(addresses.map(() => 200));
    for (const { text } of made) expect(text.split('BEGIN:VEVENT').length - 1).toBeGreaterThan(MEETINGS);
    const [first] = made;
    const events = new ICAL.Component(ICAL.parse(first?.text ?? '')).getAllSubcomponents('vevent');
    const uids = events.map((event) => event.getFirstPropertyValue('uid'));
    expect([uids.length, new Set(uids).size]).toEqual([events.length, events.length]);
    expect(events.length).toBeGreaterThan(MEETINGS);
    for (const [index, { tag }] of made.entries()) {
      const again = await fetch(addresses[index] ?? '', { headers: { 'if-none-match': tag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
  }, 120_000);

  it('a revoked address, that of nobody and any other unknown one are one answer, to the byte', async () => {
    const [reader = people.amina] = readers;
    const revoked = await feedOf(reader);
    await talkOf(reader).say('agenda révoquer');
    const told = async (address: string) => {
      const answer = await fetch(address);
      const { date: _now, ...headers } = Object.fromEntries(answer.headers);
      return { status: answer.status, headers, text: await answer.text() };
    };
    const unknown = await told(`${running.url}/calendrier/${'x'.repeat(120)}.ics`);
    expect(unknown.status).toBe(404);
    expect(await told(revoked)).toEqual(unknown);
    expect((await fetch(await feedOf(reader))).status).toBe(200);
  }, 60_000);
});
