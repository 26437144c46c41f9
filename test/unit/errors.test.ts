import { describe, expect, it } from '@jest/globals';
import {
  ConfigError,
  DeliveryError,
  JalonError,
  PayloadError,
  StoreError,
} from '../../src/usecases/errors.ts';

describe('failures of the world', () => {
  const cause = new RangeError('disk');

  it.each([
    [new ConfigError('a', { cause, faults: ['b'] }), 'ConfigError'],
    [new StoreError('a', { cause }), 'StoreError'],
    [new DeliveryError('a', { cause, retryable: true, retryAfterMs: 5 }), 'DeliveryError'],
    [new PayloadError('a', { cause }), 'PayloadError'],
  ])('%s keeps its name, message and cause', (error, name) => {
    expect(error).toBeInstanceOf(JalonError);
    expect(error).toMatchObject({ name, message: 'a', cause });
  });

  it('a configuration may be at fault in several places, or in none in particular', () => {
    expect(new ConfigError('a', { faults: ['b', 'c'] }).faults).toEqual(['b', 'c']);
    expect(new ConfigError('a').faults).toEqual([]);
  });

  it('a delivery says whether and when to try again', () => {
    expect(new DeliveryError('a', { retryable: true, retryAfterMs: 5 })).toMatchObject({
      retryable: true,
      retryAfterMs: 5,
    });
    expect(new DeliveryError('a', { retryable: false }).retryAfterMs).toBeUndefined();
  });
});
