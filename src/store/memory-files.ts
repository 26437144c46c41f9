import type { StoredFiles } from '../usecases/records.ts';
import { hashOfBytes, wholeOf } from './file-parts.ts';
import { millisecondsOf } from './instant.ts';

/** Files for as long as the process lives. */
export class MemoryFiles implements StoredFiles {
  readonly #kept = new Map<string, { readonly bytes: Uint8Array; readonly keptMs: number }>();

  async put(bytes: Uint8Array, at: string): Promise<string> {
    const hash = hashOfBytes(bytes);
    const keptMs = Math.max(millisecondsOf(at), this.#kept.get(hash)?.keptMs ?? 0);
    this.#kept.set(hash, { bytes: bytes.slice(), keptMs });
    return hash;
  }

  async get(hash: string): Promise<Uint8Array | null> {
    const kept = this.#kept.get(hash);
    return kept === undefined ? null : wholeOf(hash, [kept.bytes]);
  }

  async sweep(beforeAt: string, isNamed: (hash: string) => boolean): Promise<number> {
    const beforeMs = millisecondsOf(beforeAt);
    const old = [...this.#kept].filter(([hash, { keptMs }]) => keptMs < beforeMs && !isNamed(hash));
    for (const [hash] of old) this.#kept.delete(hash);
    return old.length;
  }
}
