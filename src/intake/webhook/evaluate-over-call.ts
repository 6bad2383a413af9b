import type { Budget } from '../../engine/expression/budget.ts';
import type { CompiledConfig } from '../../engine/expression/config-types.ts';
import type { ExpressionData } from '../../engine/expression/expression-data.ts';
import { ExpressionError } from '../../engine/expression/expression-error.ts';
import { createScope } from '../../engine/expression/scope.ts';
import type { JsonValue } from '../../engine/json.ts';
import { webhookItems } from '../../nodes/triggers/webhook.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { expressionOfCallFailed } from './webhook.errors.ts';
import type { WebhookDelivery } from './webhook-call.ts';
import type { LiveEndpoint } from './webhook-endpoints.ts';

/** Some milliseconds: it is evaluated where calls come in, before anybody knows whether they are worth more. */
const BUDGET: Budget = { steps: 100_000, characters: 1_000_000 };

/** A call, as the expressions of its endpoint see it. */
export type ExaminedCall = { readonly endpoint: LiveEndpoint; readonly delivery: WebhookDelivery };

function callData({ services }: IntakeDeps, { endpoint: { workflow }, delivery }: ExaminedCall): ExpressionData {
  const { identity, graph } = workflow;
  const { triggerData: data, inputData: input } = delivery;
  return {
    workflow: { id: identity.workflowId, name: identity.name, active: true },
    execution: { id: '', mode: 'webhook' },
    triggerType: 'webhook',
    inputData: input,
    variables: graph.settings.variables ?? {},
    timezone: graph.settings.timezone ?? 'UTC',
    now: services.clock(),
    random: services.random,
    itemIndex: 0,
    runIndex: 0,
    items: webhookItems({ data, input }),
    node: () => undefined,
    nodeIds: () => [],
  };
}

/**
 * What an expression of the endpoint comes to for a call, over the item that the trigger would give. `field` names it in the
 * message for the sender. Throws `AppError` 422 `webhooks.expression_failed`.
 */
export function evaluateOverCall(
  deps: IntakeDeps,
  call: ExaminedCall,
  { compiled, field }: { readonly compiled: CompiledConfig; readonly field: string },
): JsonValue {
  const errors = call.endpoint.workflow.graph.settings.expression_errors ?? 'strict';
  try {
    return compiled.evaluate(createScope(callData(deps, call)), { budget: BUDGET, errors });
  } catch (error) {
    if (error instanceof ExpressionError) throw expressionOfCallFailed(field, error);
    throw error;
  }
}
