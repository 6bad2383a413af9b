import { z } from 'zod';
import type { PeopleDatabase } from '../db/client.ts';
import { storedMoment } from '../db/stored-moment.ts';
import { type Delivery, deliverySchema } from './deliveries.schemas.ts';

/** The trigger of which deliveries are listed, and how many. */
type OfNode = {
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly nodeId: string;
  readonly limit: number;
};

export type DeliveryRepository = {
  /** Those that became executions, the newest first. */
  accepted(of: OfNode): Promise<readonly Delivery[]>;
  /** Those that were refused, the newest first. */
  refused(of: OfNode): Promise<readonly Delivery[]>;
};

/** How far back the list goes, and at how many executions of a workflow it looks. */
const KEPT_FOR = '7 days';
const MOST_LOOKED_AT = 2000;

/** `$1` workspace, `$2` workflow, `$3` node, `$4` how many. */
const ACCEPTED = `SELECT 'accepted' AS type, e.id AS execution_id, e.status, e.error_code, e.created_at,
  e.trigger_data->>'method' AS method, e.trigger_data->>'path' AS path
FROM (
  SELECT * FROM executions WHERE workflow_id = $2::uuid AND created_at > now() - interval '${KEPT_FOR}'
  ORDER BY created_at DESC, id DESC LIMIT ${MOST_LOOKED_AT}
) e
WHERE e.workspace_id = $1::uuid AND e.trigger_type = 'webhook' AND e.trigger_node_id = $3
ORDER BY e.created_at DESC, e.id DESC LIMIT $4::int`;

const REFUSED = `SELECT 'refused' AS type, id, status AS http_status, code, message, unwritten, created_at, method, path
FROM webhook_refusals WHERE workspace_id = $1::uuid AND workflow_id = $2::uuid AND node_id = $3
  AND created_at > now() - interval '${KEPT_FOR}'
ORDER BY id DESC LIMIT $4::int`;

const rowSchema = z.looseObject({ created_at: storedMoment });

const rowsSchema = z.array(rowSchema.pipe(deliverySchema));

export function createDeliveryRepository(db: PeopleDatabase): DeliveryRepository {
  async function list(statement: string, { workspaceId, workflowId, nodeId, limit }: OfNode) {
    return rowsSchema.parse(await db.sql.query(statement, [workspaceId, workflowId, nodeId, limit]));
  }
  return { accepted: (of) => list(ACCEPTED, of), refused: (of) => list(REFUSED, of) };
}
