import { DeliveryError } from '../../usecases/errors.ts';
import type { SlackMessage } from './render.ts';

/** Longest wait for an answer, in milliseconds. */
const timeoutMs = 10_000;

/** Slack takes five answers at one address; what comes after goes elsewhere. */
export const answersPerUrl = 5;

export interface UrlAnswer extends SlackMessage {
  readonly response_type: 'ephemeral' | 'in_channel';
  /** True to put the answer in the place of the message whose button was pressed. */
  readonly replace_original: boolean;
}

/** Whether an address is one that Slack gives out for answers. Nothing is ever posted anywhere else, whatever a payload says. */
export function isSlackResponseUrl(url: string, apiUrl: string): boolean {
  return isSlackHost(url, apiUrl, /^hooks\.slack(-gov)?\.com$/);
}

/**
 * Whether an address is over https on a host of Slack's own of this name, or on the host of the API in use when that is
 * not Slack's (local tests).
 */
export function isSlackHost(url: string, apiUrl: string, name: RegExp): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  const api = new URL(apiUrl);
  if (/(^|\.)slack(-gov)?\.com$/.test(api.hostname))
    return protocol === 'https:' && name.test(hostname) && origin === `https://${hostname}`;
  return origin === api.origin;
}

/** Answers at an address that Slack gave. Throws `DeliveryError`: the address may have expired (30 minutes, five uses). */
export async function answerAt(url: string, answer: UrlAnswer): Promise<void> {
  let status: number;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify(answer),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    status = response.status;
  } catch (cause) {
    throw new DeliveryError('response_url: no answer', { cause, retryable: true });
  }
  if (status !== 200) throw new DeliveryError(`response_url: HTTP ${status}`, { retryable: status >= 500 });
}
