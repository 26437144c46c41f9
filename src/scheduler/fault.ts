/** What a log line may say of anything that was thrown, wherever it was made. */
export function faultOf(error: unknown): string {
  return Error.isError(error) ? `${error.name}: ${error.message}` : 'unknown';
}
