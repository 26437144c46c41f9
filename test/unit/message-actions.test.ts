import { describe, expect, it } from '@jest/globals';
import { completeIncident } from '../../src/usecases/incident/follow.ts';
import {
  askOfAction,
  askOfThread,
  type MessageAction,
  messageActionOf,
  messageActions,
} from '../../src/usecases/message-actions.ts';

const permalink = 'https://ville.slack.com/archives/C1/p1700000000000001';
const reportAction = messageActionOf('signaler-incident') as MessageAction;
const read = (text: string, link: string | null = permalink) =>
  askOfAction(reportAction, { text, permalink: link }).values;

describe('a message action', () => {
  it('names a field of its command for the text, and a hidden one for the link', () => {
    for (const { command, field, source } of messageActions) {
      expect(command.fields[field]?.meta.widget).toBe('multiline');
      expect(source === null ? 'hidden' : command.fields[source]?.meta.widget).toBe('hidden');
    }
  });

  it('opens the form with the text, then the link', () => {
    expect(askOfAction(reportAction, { text: '  Le serveur est tombé.\n', permalink })).toEqual({
      kind: 'form',
      command: 'incident',
      values: {
        faits: `Le serveur est tombé.\n\nMessage d'origine\u00a0: ${permalink}`,
        source: permalink,
      },
    });
  });

  it('that checks a text takes the text alone: where it comes from is no part of it', () => {
    const check = messageActionOf('verifier-texte') as MessageAction;
    expect(askOfAction(check, { text: ' Venez nombreux. ', permalink })).toEqual({
      kind: 'form',
      command: 'texte verifier',
      values: { texte: 'Venez nombreux.' },
    });
  });

  it('without a link, or with what is no page, opens it with the text alone', () => {
    for (const link of [null, 'javascript:alert(1)', 'http://ville.fr/x', 'https://ville.fr/a b'])
      expect(read('Le serveur est tombé.', link)).toEqual({ faits: 'Le serveur est tombé.' });
  });

  it('of a message without a word, gives the link; of nothing at all, nothing', () => {
    expect(read(' ')).toEqual({ faits: `Message d'origine\u00a0: ${permalink}`, source: permalink });
    expect(read('', null)).toEqual({});
  });

  it('cuts a text to what the field takes, never the link, never a character in two', () => {
    for (const text of ['a'.repeat(10_000), '🌧'.repeat(5_000)]) {
      const { faits = '' } = read(text);
      expect(faits.length).toBeLessThanOrEqual(3_000);
      expect(faits.length).toBeGreaterThan(2_990);
      expect(faits.endsWith(`…\n\nMessage d'origine\u00a0: ${permalink}`)).toBe(true);
      expect(faits.isWellFormed()).toBe(true);
    }
    expect(read('a'.repeat(3_000), null)['faits']).toBe('a'.repeat(3_000));
  });

  it('leaves out a link that no button could carry, or that would leave no room for the text', () => {
    const long = `https://ville.fr/${'a'.repeat(500)}`;
    expect(read('Panne', long)).toEqual({ faits: `Panne\n\nMessage d'origine\u00a0: ${long}` });
    const endless = `https://ville.fr/${'a'.repeat(3_000)}`;
    expect(read('Panne', endless)).toEqual({ faits: 'Panne' });
  });

  it('takes all where the field has no limit, or is none', () => {
    for (const field of ['constate-le', 'inconnu']) {
      const { values } = askOfAction(
        { ...reportAction, field },
        { text: 'a'.repeat(9_000), permalink: null },
      );
      expect(values[field]).toHaveLength(9_000);
    }
  });

  it('of an unknown id is none', () => {
    expect(messageActionOf('toString')).toBeNull();
  });
});

describe('a message of a thread', () => {
  it('is an addition to the report that the thread is about, cut to what an addition takes', () => {
    const addition = askOfThread('INC-2026-0031', { text: 'a'.repeat(5_000), permalink });
    const { command, values } = addition?.ask ?? {};
    expect(command).toBe('incident completer');
    expect(values?.['incident']).toBe('INC-2026-0031');
    expect(addition?.about).toEqual({ incident: 'INC-2026-0031' });
    expect(completeIncident.fields[addition?.filesField ?? '']?.meta.widget).toBe('file');
    expect(values?.['complement']?.length).toBeLessThanOrEqual(2_000);
    expect(values?.['complement']?.endsWith(permalink)).toBe(true);
  });

  it('about anything else is none', () => {
    expect(askOfThread('LIV-2026-0031', { text: 'Bonjour', permalink })).toBeNull();
  });
});
