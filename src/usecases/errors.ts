/** The world failed, as opposed to a rule that said no (`Refusal`, a value). Every subclass is thrown with its cause. */
export class JalonError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The configuration or the programme file cannot be used; `faults` tells every fault at once, one sentence each. */
export class ConfigError extends JalonError {
  readonly faults: readonly string[];

  constructor(message: string, options: ErrorOptions & { readonly faults?: readonly string[] } = {}) {
    super(message, options);
    this.faults = options.faults ?? [];
  }
}

/** The records could not be read or written: what was under way is not stored. */
export class StoreError extends JalonError {}

/** A message did not reach its platform; `retryable` says whether another try may succeed. */
export class DeliveryError extends JalonError {
  readonly retryable: boolean;
  /** How long the platform asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: ErrorOptions & { readonly retryable: boolean; readonly retryAfterMs?: number },
  ) {
    super(message, options);
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** What a platform sent is not what its documentation promises. */
export class PayloadError extends JalonError {}
