import { timeOfId } from '../../shared/ids.ts';

/**
 * The `created_at` of an execution, which its id carries: a statement that names it looks into one partition. For a text that
 * is no id of ours, the epoch, where no execution is.
 */
export function createdAtOf(executionId: string): Date {
  return new Date(timeOfId(executionId) ?? 0);
}
