import type { Database } from '../../db/client.ts';
import type { NewExecution } from '../model/execution-record.ts';
import { entryText, type IntakeGuard, type NewEntry } from './entry-text.ts';
import { type InsertResult, insertTexts } from './insert-texts.ts';

/** The guard of an execution that no webhook starts: its workflow is still there, and not archived. */
export function workflowGuard({ workflowId, workspaceId }: NewExecution): IntakeGuard {
  return { type: 'workflow', workflowId, workspaceId };
}

/** Accepts one execution, by a statement of its own. */
export async function insertExecution(db: Database, entry: NewEntry): Promise<InsertResult> {
  const [result] = await insertTexts(db, [entryText(entry)]);
  return result ?? 'stale';
}
