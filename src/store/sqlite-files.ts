import type { StoredFiles } from '../usecases/records.ts';
import { hashOfBytes, partsOf, wholeOf } from './file-parts.ts';
import { millisecondsOf } from './instant.ts';
import { bytesOf, integerOf, textOf } from './rows.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** See `Store.files`: each part in a transaction of its own, with everybody else's turn between them. */
export function sqliteFiles(connection: SqliteConnection): StoredFiles {
  const partsKept = (hash: string) =>
    connection.read(() => {
      const row = connection.sql('SELECT parts FROM files WHERE hash = ?').get(hash);
      return row === undefined ? null : integerOf(row, 'parts');
    });
  return {
    async put(bytes, at) {
      const hash = hashOfBytes(bytes);
      const keptMs = millisecondsOf(at);
      const parts = partsOf(bytes);
      for (const [index, part] of parts.entries()) {
        await connection.write(() => {
          connection
            .sql(
              `INSERT INTO file_parts (hash, part, kept_ms, bytes) VALUES (?, ?, ?, ?)
               ON CONFLICT (hash, part) DO UPDATE SET kept_ms = max(kept_ms, excluded.kept_ms)`,
            )
            .run(hash, index, keptMs, part);
        });
        await connection.turn();
      }
      await connection.write(() => {
        connection
          .sql(
            `INSERT INTO files (hash, parts, kept_ms) VALUES (?, ?, ?)
             ON CONFLICT (hash) DO UPDATE SET kept_ms = max(kept_ms, excluded.kept_ms)`,
          )
          .run(hash, parts.length, keptMs);
      });
      return hash;
    },
    async get(hash) {
      const count = await partsKept(hash);
      if (count === null) return null;
      const parts: Uint8Array[] = [];
      for (let index = 0; index < count; index += 1) {
        const row = await connection.read(() =>
          connection.sql('SELECT bytes FROM file_parts WHERE hash = ? AND part = ?').get(hash, index),
        );
        parts.push(row === undefined ? new Uint8Array() : bytesOf(row, 'bytes'));
        await connection.turn();
      }
      return wholeOf(hash, parts);
    },
    async sweep(beforeAt, isNamed) {
      const beforeMs = millisecondsOf(beforeAt);
      const old = await connection.read(() =>
        connection
          .sql('SELECT DISTINCT hash FROM file_parts WHERE kept_ms < ?')
          .all(beforeMs)
          .map((row) => textOf(row, 'hash')),
      );
      let dropped = 0;
      for (const hash of old) {
        if (isNamed(hash)) continue;
        dropped += await connection.write(() => {
          // Given again meanwhile, it stays.
          const { changes } = connection
            .sql('DELETE FROM file_parts WHERE hash = ? AND kept_ms < ?')
            .run(hash, beforeMs);
          connection
            .sql(
              'DELETE FROM files WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM file_parts p WHERE p.hash = files.hash)',
            )
            .run(hash);
          return Number(changes) > 0 ? 1 : 0;
        });
      }
      return dropped;
    },
  };
}
