import { describe, expect, it } from '@jest/globals';
import { smtpFault } from '../../src/platform/mail/smtp-fault.ts';

const told = (responseCode: number, command: string, response: string) =>
  Object.assign(new RangeError('refused'), { responseCode, command, response });

describe('what a mail server answers', () => {
  it.each([
    ['a mailbox that does not exist', told(550, 'RCPT TO', '550 5.1.1 No such user'), true],
    ['the same without an enhanced status', told(550, 'RCPT TO', '550 unknown'), true],
    ['a mailbox that was closed', told(550, 'RCPT TO', '550 5.2.1 Mailbox disabled'), true],
    ['a mailbox that is full', told(552, 'RCPT TO', '552 5.2.2 Over quota'), false],
    ['a recipient refused for another reason', told(552, 'RCPT TO', '552 no'), false],
    ['the text of a message', told(554, 'DATA', '554 5.6.0 Bad content'), false],
  ])('%s is not tried again; the address is lost only when it leads nowhere', (_, error, isAddressLost) => {
    expect(smtpFault(error)).toMatchObject({ retryable: false, isAddressLost, isPlatformWide: false });
  });

  it.each([
    ['a policy that its operator can change', told(550, 'RCPT TO', '550 5.7.1 Relaying denied'), undefined],
    ['a recipient who is not to be had now', told(452, 'RCPT TO', '452 4.2.2 Over quota'), undefined],
    ['a message that is not taken now', told(451, 'DATA', '451 4.3.0 Try later'), undefined],
    ['greylisting, after its five minutes', told(450, 'RCPT TO', '450 4.2.0 Greylisted'), 300_000],
    ['greylisting that calls itself a policy', told(452, 'RCPT TO', '452 4.7.1 Later'), 300_000],
  ])('%s is worth another try', (_, error, retryAfterMs) => {
    const fault = smtpFault(error);
    expect(fault).toMatchObject({ retryable: true, isAddressLost: false, isPlatformWide: false });
    expect(fault.retryAfterMs).toBe(retryAfterMs);
    expect(fault.cause).toBe(error);
  });

  it.each([
    ['a refused login', told(535, 'AUTH PLAIN', '535 5.7.8 Bad credentials')],
    ['a server that closes', told(421, 'RCPT TO', '421 4.3.2 Shutting down')],
    ['no connection', Object.assign(new RangeError('refused'), { code: 'ECONNREFUSED', command: 'CONN' })],
    ['a timeout', Object.assign(new RangeError('Timeout'), { code: 'ETIMEDOUT' })],
    ['anything that is no error', 'no'],
  ])('%s holds every mail back for now', (_, error) => {
    expect(smtpFault(error)).toMatchObject({ retryable: true, isPlatformWide: true, isAddressLost: false });
  });
});
