import type { StoredFiles } from '../usecases/records.ts';
import { hashOfBytes, partsOf, wholeOf } from './file-parts.ts';
import { millisecondsOf } from './instant.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import { bytesOf, integerOf, textOf } from './rows.ts';

/** See `Store.files`: each part in a statement of its own, so that none takes long. */
export function postgresFiles(connection: PostgresConnection): StoredFiles {
  return {
    async put(bytes, at) {
      const hash = hashOfBytes(bytes);
      const keptMs = millisecondsOf(at);
      const parts = partsOf(bytes);
      for (const [index, part] of parts.entries()) {
        await connection.query(
          `INSERT INTO file_parts (hash, part, kept_ms, bytes) VALUES ($1, $2, $3, $4)
           ON CONFLICT (hash, part) DO UPDATE SET kept_ms = greatest(file_parts.kept_ms, excluded.kept_ms)`,
          [hash, index, keptMs, part],
        );
      }
      await connection.query(
        `INSERT INTO files (hash, parts, kept_ms) VALUES ($1, $2, $3)
         ON CONFLICT (hash) DO UPDATE SET kept_ms = greatest(files.kept_ms, excluded.kept_ms)`,
        [hash, parts.length, keptMs],
      );
      return hash;
    },
    async get(hash) {
      const [file] = await connection.query('SELECT parts FROM files WHERE hash = $1', [hash]);
      if (file === undefined) return null;
      const parts: Uint8Array[] = [];
      for (let index = 0; index < integerOf(file, 'parts'); index += 1) {
        const [row] = await connection.query('SELECT bytes FROM file_parts WHERE hash = $1 AND part = $2', [
          hash,
          index,
        ]);
        parts.push(row === undefined ? new Uint8Array() : bytesOf(row, 'bytes'));
      }
      return wholeOf(hash, parts);
    },
    async sweep(beforeAt, isNamed) {
      const beforeMs = millisecondsOf(beforeAt);
      const old = await connection.query('SELECT DISTINCT hash FROM file_parts WHERE kept_ms < $1', [
        beforeMs,
      ]);
      let dropped = 0;
      for (const row of old) {
        const hash = textOf(row, 'hash');
        if (isNamed(hash)) continue;
        dropped += await connection.transaction(async (query) => {
          // Given again meanwhile, it stays.
          const gone = await query('DELETE FROM file_parts WHERE hash = $1 AND kept_ms < $2 RETURNING part', [
            hash,
            beforeMs,
          ]);
          await query(
            'DELETE FROM files f WHERE hash = $1 AND NOT EXISTS (SELECT 1 FROM file_parts p WHERE p.hash = f.hash)',
            [hash],
          );
          return gone.length > 0 ? 1 : 0;
        });
      }
      return dropped;
    },
  };
}
