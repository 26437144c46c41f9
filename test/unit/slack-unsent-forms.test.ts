import { describe, expect, it } from '@jest/globals';
import { createUnsentForms } from '../../src/platform/slack/unsent-forms.ts';

/** Writes that end when the test says so, in the order in which they began. */
function writes() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const write = (what: string) => () => {
    begun.push(what);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, write, settle, end: () => ends.shift()?.() };
}

describe('what is typed in a form', () => {
  it('is kept one write at a time, the last one winning; other forms do not wait', async () => {
    const { begun, write, settle, end } = writes();
    const forms = createUnsentForms();
    const kept = forms.keep('V1', write('a'));
    await settle();
    void forms.keep('V1', write('ab'));
    void forms.keep('V1', write('abc'));
    void forms.keep('V2', write('x'));
    await settle();
    expect(begun).toEqual(['a', 'x']);
    end();
    await settle();
    expect(begun).toEqual(['a', 'x', 'abc']);
    end();
    end();
    await kept;
  });

  it('is let go once the form is sent, after what is being written; and kept again once it is refused', async () => {
    const { begun, write, settle, end } = writes();
    const forms = createUnsentForms();
    void forms.keep('V1', write('a'));
    await settle();
    void forms.keep('V1', write('ab'));
    let isHeld = false;
    const held = forms.hold('V1').then(() => {
      isHeld = true;
    });
    await settle();
    expect(isHeld).toBe(false);
    end();
    await held;
    await forms.keep('V1', write('abc'));
    expect(begun).toEqual(['a']);
    forms.release('V1');
    void forms.keep('V1', write('abcd'));
    await settle();
    expect(begun).toEqual(['a', 'abcd']);
  });

  it('remembers the last thousand forms that were sent, no more', async () => {
    const { begun, write, settle } = writes();
    const forms = createUnsentForms();
    for (let rank = 0; rank <= 1_000; rank += 1) await forms.hold(`V${rank}`);
    void forms.keep('V0', write('first'));
    await forms.keep('V1', write('second'));
    await settle();
    expect(begun).toEqual(['first']);
  });
});
