import type { Database } from '../../db/client.ts';

/** 192 bits in base64url. */
const ENDPOINT_ID = /^[\w-]{32}$/;

const FIND = 'SELECT 1 FROM webhook_endpoints WHERE endpoint_id = $1';

/** Whether an endpoint has this public id. Asking the object of another name would leave one behind for good. */
export async function endpointExists(db: Database, endpointId: string): Promise<boolean> {
  return ENDPOINT_ID.test(endpointId) && (await db.sql.query(FIND, [endpointId])).length === 1;
}
