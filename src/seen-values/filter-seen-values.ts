import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { AskingRun, SeenValuesRequest } from '../shared/seen-values-request.ts';
import { CLEAR, KEEP_NEW, RAISE_MARK } from './seen-values-statements.ts';

const rowSchema = z.object({ passed: z.array(z.number()) });

type Filter = Exclude<SeenValuesRequest, { type: 'clear' }>;

/** The statement for a request, and its parameters from `$7` on. */
function statementOf(filter: Filter): readonly [text: string, parameters: readonly unknown[]] {
  if (filter.type === 'new') return [KEEP_NEW, [JSON.stringify(filter.hashes), filter.historySize]];
  return [RAISE_MARK, [JSON.stringify(filter.values), filter.type]];
}

/**
 * Returns the indices of the values that no earlier execution brought, and remembers the values. If two runners ask for the
 * same run at once, one statement returns nothing, and is repeated to read the answer of the other.
 */
export async function filterSeenValues(
  db: Database,
  run: AskingRun,
  request: SeenValuesRequest,
): Promise<readonly number[]> {
  const owner = request.scope === 'node' ? run.nodeId : '';
  if (request.type === 'clear') {
    await db.sql.query(CLEAR, [run.workspaceId, run.workflowId, owner]);
    return [];
  }
  const [text, parameters] = statementOf(request);
  const { workspaceId, workflowId, executionId, nodeId, runIndex } = run;
  const all = [workspaceId, workflowId, executionId, nodeId, runIndex, owner, ...parameters];
  const [first] = await db.sql.query(text, all);
  const [row] = first === undefined ? await db.sql.query(text, all) : [first];
  return rowSchema.parse(row).passed;
}
