import type { WorkflowNode } from '../../engine/workflow.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { type CompiledWorkflow, executionFields } from '../../runner/workflow/compiled-workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { findInputFaults } from './check-input.ts';
import { runKey } from './run-key.ts';
import type { RunOrder } from './run-many.schemas.ts';
import { inputInvalid } from './run-workflow.errors.ts';
import { isByHand } from './run-workflow.ts';
import { startMoment } from './start-moment.ts';

/** So many faults are told of each run. */
const MAX_FAULTS = 10;

/** One run of a call: the execution that it comes to, or why there will be none. */
export type PlannedOrder =
  | { readonly type: 'execution'; readonly execution: NewExecution }
  | { readonly type: 'refused'; readonly error: AppError };

export type OrderContext = {
  readonly actor: Actor;
  readonly workflow: CompiledWorkflow;
  readonly trigger: WorkflowNode;
  /** The `Idempotency-Key` of the whole call, for runs without one of their own. */
  readonly idempotencyKey: string | null;
  readonly now: number;
};

function keyOf({ actor, workflow, idempotencyKey }: OrderContext, order: RunOrder, place: number): string | null {
  const { workflowId } = workflow.identity;
  if (order.idempotency_key !== undefined) return runKey(actor, workflowId, order.idempotency_key);
  return idempotencyKey === null ? null : runKey(actor, workflowId, idempotencyKey, place);
}

type Place = { readonly place: number; readonly count: number };

/** A millisecond lies between two executions of a call, so that lists have them in their order. */
function executionOf(
  { services }: Pick<IntakeDeps, 'services'>,
  context: OrderContext,
  { order, place, count }: Place & { readonly order: RunOrder },
): NewExecution {
  const { actor, workflow, trigger, now } = context;
  const inputData = order.input ?? {};
  const faults = findInputFaults(trigger, inputData, MAX_FAULTS);
  if (faults.length > 0) throw inputInvalid(faults);
  const createdAt = now - count + 1 + place;
  return newExecution({
    ...executionFields(workflow),
    id: services.newId(createdAt),
    createdAt,
    triggeredBy: actor.userId,
    triggerType: isByHand(actor) ? 'manual' : 'api',
    triggerNodeId: trigger.id,
    triggerData: {},
    inputData,
    dedupeKey: keyOf(context, order, place),
    startAt: startMoment(order, now),
  });
}

/** Works out what each run of a call comes to. One that is wrong does not touch the others. */
export function planOrders(
  deps: Pick<IntakeDeps, 'services'>,
  context: OrderContext,
  orders: readonly RunOrder[],
): readonly PlannedOrder[] {
  return orders.map((order, place) => {
    try {
      const execution = executionOf(deps, context, { order, place, count: orders.length });
      return { type: 'execution', execution };
    } catch (error) {
      if (error instanceof AppError) return { type: 'refused', error };
      throw error;
    }
  });
}
