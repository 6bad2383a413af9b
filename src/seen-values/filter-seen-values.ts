import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { AskingRun, SeenValuesRequest } from '../shared/seen-values-request.ts';
import { CLEAR, KEEP_NEW, RAISE_MARK } from './seen-values-statements.ts';

const rowSchema = z.object({ passed: z.array(z.number()) });

type Question = Exclude<SeenValuesRequest, { type: 'clear' }>;

/** The statement of a question, and its parameters from `$7` on. */
function statementOf(question: Question): readonly [text: string, parameters: readonly unknown[]] {
  if (question.type === 'new') return [KEEP_NEW, [JSON.stringify(question.hashes), question.historySize]];
  return [RAISE_MARK, [JSON.stringify(question.values), question.type]];
}

/**
 * Asks what earlier executions brought, and keeps what this one brings: the indexes of the values that pass, in their order.
 * One statement; a second only where two runners ask for the same run at once, and one of them has to be told what the
 * other was.
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
