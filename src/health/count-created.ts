import { z } from 'zod';
import type { SystemDatabase } from '../db/client.ts';

const COUNT = 'SELECT coalesce(sum(execution_count), 0) AS created FROM workflows';

const rowsSchema = z.tuple([z.object({ created: z.coerce.number() })]);

/** How many executions the workflows that exist have had, as of some minutes ago. */
export async function countCreated(db: Pick<SystemDatabase, 'sql'>): Promise<number> {
  const [{ created }] = rowsSchema.parse(await db.sql.query(COUNT));
  return created;
}
