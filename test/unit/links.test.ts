import { describe, expect, it } from '@jest/globals';
import { createLinks } from '../../src/platform/web/links.ts';
import { createSealer } from '../../src/platform/web/seal.ts';
import { holderOf, MAIL_LINK_HOURS } from '../../src/usecases/links.ts';

const START = Temporal.Instant.from('2026-01-27T09:00:00Z');
const clock = { now: START };
const sealer = createSealer(['a secret that only the tests know']);
const links = createLinks({ sealer, publicUrl: () => 'https://jalon.example', now: () => clock.now });
const amina = { platform: 'mail', accountId: 'amina@choisy.example', email: 'amina@choisy.example' } as const;
const act = { kind: 'look', command: 'rappel noter', values: { commune: 'choisy-le-roi' } } as const;
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

describe('links of mails and of chats', () => {
  it('name the holder and the act, under the public address, until they expire', () => {
    clock.now = START;
    const url = links.actUrl(amina, act, MAIL_LINK_HOURS);
    expect(url).toMatch(/^https:\/\/jalon\.example\/suite\/[\w-]+$/u);
    const untilAt = START.add({ hours: MAIL_LINK_HOURS });
    expect(links.readAct(tokenOf(url))).toEqual({ holder: amina, act, untilAt });
    clock.now = untilAt.subtract({ milliseconds: 1 });
    expect(links.readAct(tokenOf(url))).not.toBeNull();
    clock.now = untilAt;
    expect(links.readAct(tokenOf(url))).toBeNull();
  });

  it('may be valid for a part of an hour, as what remains of another link', () => {
    clock.now = START;
    const opened = links.readAct(tokenOf(links.actUrl(amina, act, 0.5)));
    expect(opened?.untilAt.toString()).toBe('2026-01-27T09:30:00Z');
  });

  it('to a file are no links to an act, nor the other way round', () => {
    clock.now = START;
    const file = { file: 'mes-donnees', values: {} };
    const url = links.fileUrl(amina, file, 24);
    expect(url).toContain('https://jalon.example/fichier/');
    expect(links.readFile(tokenOf(url))).toMatchObject({ holder: amina, file });
    expect(links.readAct(tokenOf(url))).toBeNull();
    expect(links.readFile(tokenOf(links.actUrl(amina, act, 24)))).toBeNull();
    expect(links.readFile('x')).toBeNull();
  });

  it('are bound to an address in lower case, and to nothing that its holder typed', () => {
    const visitor = { ...amina, email: 'Amina@Choisy.example', name: 'Amina', reference: {} };
    expect(holderOf(visitor)).toEqual(amina);
    expect(holderOf({ ...visitor, email: null }).email).toBeNull();
  });
});
