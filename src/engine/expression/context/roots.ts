import { DateTime } from 'luxon';
import { dateTimeValue } from '../dates/date-values.ts';
import type { Run } from '../run.ts';
import type { Scope } from '../scope.ts';
import { toText } from '../values/convert.ts';
import { libraryFunction } from '../values/function-value.ts';
import { inputValue } from './input-kind.ts';
import { nodeValue } from './node-kind.ts';
import { NODES, nodeOutputs } from './node-outputs.ts';

/** What a name of the context means in a run. */
export type Root = (run: Run) => unknown;

const NODE_BY_NAME = libraryFunction('$', (run, [name]) => nodeValue(run, toText(run, name)));

function now({ data, memo }: Scope): unknown {
  memo.now ??= dateTimeValue(DateTime.fromMillis(data.now, { zone: data.timezone }));
  return memo.now;
}

function today({ data, memo }: Scope): unknown {
  memo.today ??= dateTimeValue(DateTime.fromMillis(data.now, { zone: data.timezone }).startOf('day'));
  return memo.today;
}

function execution({ data }: Scope): unknown {
  return data.resumeUrl === undefined ? data.execution : { ...data.execution, resumeUrl: data.resumeUrl() };
}

/** The names that differ from one evaluation to the next: those of the data model first, then those of n8n. */
export const ROOTS: ReadonlyMap<string, Root> = new Map<string, Root>([
  ['workflow_id', ({ scope }) => scope.data.workflow.id],
  ['execution_id', ({ scope }) => scope.data.execution.id],
  ['trigger_type', ({ scope }) => scope.data.triggerType],
  ['input_data', ({ scope }) => scope.data.inputData],
  ['variables', ({ scope }) => scope.data.variables],
  ['node_outputs', nodeOutputs],
  ['$json', ({ scope }) => scope.data.items[scope.data.itemIndex]?.json],
  ['$binary', ({ scope }) => scope.data.items[scope.data.itemIndex]?.binary ?? {}],
  ['$input', inputValue],
  ['$', () => NODE_BY_NAME],
  ['$node', () => NODES],
  ['$itemIndex', ({ scope }) => scope.data.itemIndex],
  ['$runIndex', ({ scope }) => scope.data.runIndex],
  ['$now', ({ scope }) => now(scope)],
  ['$today', ({ scope }) => today(scope)],
  ['$vars', ({ scope }) => scope.data.variables],
  ['$workflow', ({ scope }) => scope.data.workflow],
  ['$execution', ({ scope }) => execution(scope)],
]);
