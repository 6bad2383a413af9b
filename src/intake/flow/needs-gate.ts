import type { TriggerType } from '../../executions/model/execution-record.ts';

/** A person who tries a workflow out does not wait for it, and what another execution calls must not wait for its caller. */
const FREE: readonly TriggerType[] = ['manual', 'workflow'];

/** Whether the limits of a workflow hold for an execution that is started like this. */
export function isLimited(triggerType: TriggerType): boolean {
  return !FREE.includes(triggerType);
}
