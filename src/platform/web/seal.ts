import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { JsonObject } from '../../usecases/ports.ts';

/** Encrypts and authenticates small values under JALON_SECRET. */
export interface Sealer {
  /** @param purpose a value sealed for one purpose cannot be opened for another */
  seal(purpose: string, value: JsonObject): string;
  /** Null for whatever was not sealed here for this purpose: forged, altered, or under a secret no longer known. */
  open(purpose: string, sealed: string): JsonObject | null;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Longer than anything that is sealed here: nobody makes the process decrypt megabytes. */
const LONGEST_SEALED = 16_384;

/**
 * The first secret seals, every secret opens: to change secrets, put the new one in front and take the old one away once
 * what it sealed has expired.
 */
export function createSealer(secrets: readonly [string, ...string[]]): Sealer {
  const keys = new Map<string, Buffer>();
  const keyOf = (secret: string, purpose: string): Buffer => {
    const name = `${purpose}\n${secret}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, 'jalon', purpose, KEY_BYTES));
    keys.set(name, key);
    return key;
  };
  return {
    seal(purpose, value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, keyOf(secrets[0], purpose), iv);
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(purpose, sealed) {
      if (sealed.length > LONGEST_SEALED || !/^[\w-]+$/u.test(sealed)) return null;
      const bytes = Buffer.from(sealed, 'base64url');
      // The last letter has bits to spare: of the spellings of one value only ours opens.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed) return null;
      for (const secret of secrets) {
        const text = opened(bytes, keyOf(secret, purpose));
        if (text !== null) return JSON.parse(text);
      }
      return null;
    },
  };
}

function opened(bytes: Buffer, key: Buffer): string | null {
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not fit: another secret may, or none.
    return null;
  }
}
