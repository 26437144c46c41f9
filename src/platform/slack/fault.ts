import { JalonError } from '../../usecases/errors.ts';

/**
 * What a log line may say of anything that was thrown: our own words, or the name of what others made, whose messages
 * may quote a token or what somebody typed.
 */
export function faultOf(error: unknown): string {
  if (error instanceof JalonError) return error.message;
  return error instanceof Error ? error.name : typeof error;
}
