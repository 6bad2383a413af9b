import type { JsonValue } from '../../engine/json.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import type { TakenPoll } from '../../polls/take-poll.ts';
import { type CompiledWorkflow, executionFields } from '../../runner/workflow/compiled-workflow.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { Asked } from './ask-service.ts';

type Told = Extract<Asked, { type: 'told' }>;

function inputsOf({ items, startsEach }: Told): readonly JsonValue[] {
  if (startsEach) return items;
  return items.length === 0 ? [] : [items];
}

/** The executions that the new items of a poll start, a millisecond apart, so that lists have them in their order. */
export function pollExecutions(
  { services }: Pick<IntakeDeps, 'services'>,
  { poll, workflow, told }: { poll: TakenPoll; workflow: CompiledWorkflow; told: Told },
): readonly NewExecution[] {
  const now = services.clock();
  const inputs = inputsOf(told);
  return inputs.map((inputData, place) => {
    const createdAt = now - inputs.length + 1 + place;
    return newExecution({
      ...executionFields(workflow),
      id: services.newId(createdAt),
      createdAt,
      triggerType: 'poll',
      triggerNodeId: poll.node_id,
      triggerData: { poll_id: poll.id, polled_at: new Date(now).toISOString() },
      inputData,
    });
  });
}
