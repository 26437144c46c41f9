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

/** An entry of the journal cannot be read: what its stream holds from there on is not known, the others are. */
export class DamagedEntryError extends StoreError {}

/** An entry of a type that only a newer version knows: this process must be replaced, as a rolling upgrade does. */
export class UnknownEventError extends JalonError {}

interface DeliveryFault {
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly isAddressLost?: boolean;
  readonly isPlatformWide?: boolean;
}

/** A message did not reach its platform; `retryable` says whether another try may succeed. */
export class DeliveryError extends JalonError {
  readonly retryable: boolean;
  /** How long the platform asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Nobody is reached at this address until they speak from it again: they left, were removed, or removed the bot. */
  readonly isAddressLost: boolean;
  /** The platform asks everybody to wait, not only this conversation. */
  readonly isPlatformWide: boolean;

  constructor(message: string, options: ErrorOptions & DeliveryFault) {
    super(message, options);
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
    this.isAddressLost = options.isAddressLost ?? false;
    this.isPlatformWide = options.isPlatformWide ?? false;
  }
}

/** What a platform sent is not what its documentation promises. */
export class PayloadError extends JalonError {}
