import { DEFAULT_BUDGET } from '../../engine/expression/budget.ts';
import { compileConfig } from '../../engine/expression/compile-config.ts';
import type { CompiledConfig } from '../../engine/expression/config-types.ts';
import { ExpressionError } from '../../engine/expression/expression-error.ts';
import { createScope, type Scope } from '../../engine/expression/scope.ts';
import type { JsonValue } from '../../engine/json.ts';
import type { FlowSettings } from '../../engine/workflow.ts';
import type { ClaimedExecution } from '../../executions/model/execution-record.ts';
import { MAX_KEY_LENGTH, MAX_PRIORITY } from '../../flow/flow-limits.ts';
import { doubleOf, isNumeric } from '../../numbers/exact-number.ts';
import { expressionData } from '../../runner/node/read-expression-data.ts';
import type { RunnerServices } from '../../runner/run/execution-run.ts';
import { openRun } from '../../runner/run/open-run.ts';
import { runOpened } from '../../runner/run-execution.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import { isObject } from '../../shared/json/json.ts';
import { lazily } from '../../shared/lazy-abort.ts';
import { flowExpressionFailed } from './flow.errors.ts';

/** What an execution is about to be started with. */
export type Startable = Pick<
  ClaimedExecution,
  'id' | 'createdAt' | 'triggerType' | 'triggerNodeId' | 'triggerData' | 'inputData' | 'depth'
>;

/** By what a gate knows an execution. */
export type Asking = { readonly key: string; readonly priority: number };

/** How long finding key and priority may take, in milliseconds. */
const TIME = 500;

/** The compiled expressions of a workflow's limits, and its trigger alone. */
type Compiled = { readonly config: CompiledConfig; readonly triggers: Map<string, CompiledWorkflow> };

const compiled = new WeakMap<CompiledWorkflow, Compiled>();

function compiledOf(workflow: CompiledWorkflow, { key = '', priority = 0 }: FlowSettings): Compiled {
  const known = compiled.get(workflow);
  if (known !== undefined) return known;
  const made = { config: compileConfig({ key, priority }), triggers: new Map() };
  compiled.set(workflow, made);
  return made;
}

function triggerAlone(workflow: CompiledWorkflow, { triggers }: Compiled, nodeId: string): CompiledWorkflow {
  const known = triggers.get(nodeId);
  if (known !== undefined) return known;
  const alone = workflow.upTo(nodeId);
  triggers.set(nodeId, alone);
  return alone;
}

/** What the workflow's first node would read: `$json` is the item that the trigger brings. */
async function scopeOf(services: RunnerServices, alone: CompiledWorkflow, execution: Startable): Promise<Scope> {
  const now = services.clock();
  const source = { ...execution, startedAt: now, epoch: 1, runOptions: null };
  const opened = openRun({ workflow: alone, source, remote: null, replay: [], now });
  await runOpened(services, { opened, stop: lazily(AbortSignal.timeout(TIME)), onResponse: () => undefined });
  const { run } = opened;
  const items = run.data.outputs(run.triggerNode, 0)?.main ?? [];
  const point = { node: run.triggerNode, runIndex: 0, items, now, random: services.random };
  return createScope(expressionData(run, point, 0));
}

/** A text stands for itself, anything else for its JSON; nothing is the empty key. One that is too long becomes its hash. */
function keyText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= MAX_KEY_LENGTH && !text.includes('\0') ? text : `sha256:${hashSecret(text)}`;
}

function priorityOf(value: JsonValue | undefined): number {
  const number = Math.trunc((isNumeric(value) ? doubleOf(value) : Number(value)) ?? 0);
  if (Number.isNaN(number)) return 0;
  return Math.max(-MAX_PRIORITY, Math.min(MAX_PRIORITY, number));
}

/**
 * The key and the priority of an execution, by the expressions of its workflow's limits over the item of its trigger. Throws
 * `AppError` 422 `flow.expression_failed`.
 */
export async function readAsking(
  services: RunnerServices,
  { workflow, execution }: { workflow: CompiledWorkflow; execution: Startable },
): Promise<Asking> {
  const flow = workflow.graph.settings.flow ?? {};
  const known = compiledOf(workflow, flow);
  if (known.config.constant) return { key: keyText(flow.key), priority: priorityOf(flow.priority) };
  try {
    const alone = triggerAlone(workflow, known, execution.triggerNodeId);
    const scope = await scopeOf(services, alone, execution);
    const end = services.clock() + TIME;
    const budget = { ...DEFAULT_BUDGET, expired: () => services.clock() > end };
    const errors = workflow.graph.settings.expression_errors ?? 'strict';
    const values = known.config.evaluate(scope, { budget, errors });
    const { key, priority } = isObject(values) ? values : {};
    return { key: keyText(key), priority: priorityOf(priority) };
  } catch (error) {
    if (error instanceof ExpressionError)
      throw flowExpressionFailed(error.path?.[0] === 'priority' ? 'priority' : 'key', error);
    if (error instanceof RangeError) throw flowExpressionFailed('key', error);
    throw error;
  }
}
