import { describe, expect, it } from '@jest/globals';
import { namesItsSubject } from '../../src/usecases/messages.ts';

describe('a message says what it is about', () => {
  const about = { track: 'ia', commune: 'choisy-le-roi' };

  it.each([
    ['reminder', about],
    ['outbox-alarm', { waiting: 1 }],
    ['access-link', {}],
  ])('%s does', (topic, data) => {
    expect(namesItsSubject({ topic, data })).toBe(true);
  });

  it.each([
    ['reminder', {}],
    ['reminder', { track: 'ia' }],
    ['access-asked', { ...about, commune: 7 }],
    ['reminder', { damaged: true }],
    ['access-link', { damaged: true }],
  ])('%s with %j does not, and is never dropped in silence', (topic, data) => {
    expect(namesItsSubject({ topic, data })).toBe(false);
  });
});
