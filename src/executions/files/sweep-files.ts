import { z } from 'zod';
import type { SystemDatabase } from '../../db/client.ts';
import type { BlobStore } from './blob-store.ts';

/** Keys that one step takes: as many as R2 deletes by one call. */
const KEYS = 1000;

/** Steps of one sweep. */
const MAX_STEPS = 10;

const ORPHANED = `SELECT key FROM orphaned_files ORDER BY orphaned_at, key LIMIT ${KEYS}`;

const FORGET = 'DELETE FROM orphaned_files WHERE key IN (SELECT json_array_elements_text($1::json))';

const keysSchema = z.array(z.object({ key: z.string() }));

/** Deletes from the bucket what no execution holds any more. Their notes go after them, so that a step that breaks off is done again. */
export async function sweepFiles(db: SystemDatabase, blobs: BlobStore | null): Promise<void> {
  if (blobs === null) return;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const keys = keysSchema.parse(await db.sql.query(ORPHANED)).map(({ key }) => key);
    if (keys.length === 0) return;
    await blobs.remove(keys);
    await db.sql.query(FORGET, [JSON.stringify(keys)]);
    if (keys.length < KEYS) return;
  }
}
