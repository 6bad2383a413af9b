import { isAtMostOnce, outcomeUnknown } from '../../engine/at-most-once.ts';
import type { ExecutionCommand } from '../../engine/command.ts';
import type { NodeFailure } from '../../engine/event.ts';
import type { Item, OutputCounts, Outputs } from '../../engine/item.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { WorkLimitError } from '../../engine/work-meter.ts';
import type { CallerResponse, NodeResult } from '../../nodes/define-node.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { DigitsError } from '../../numbers/exact-number.ts';
import { consoleLog } from '../../shared/log.ts';
import type { LogLine } from '../../shared/log-line.ts';
import type { JournalEntry, NodeData } from '../journal/journal.ts';
import { checkResult, isTooLarge } from './check-result.ts';
import { failedItem, failureHandle, type ItemFailures, isForItemAlone, withFailedItems } from './item-failures.ts';
import { maskBase64 } from './mask-base64.ts';
import { maskCutText, maskHeaders, maskOutputs, maskText, maskTexts } from './mask-secrets.ts';

/** The code of a node that took longer than its `timeout_ms`. */
export const NODE_TIMED_OUT = 'node.timed_out';

/** The code of a node that threw anything but a `NodeError` or a `WorkLimitError`. */
const DEFECT = 'node.internal';

export type RunNode = Extract<ExecutionCommand, { type: 'run_node' }>;

/** A node run that has ended, whose result is to be recorded. */
export type SettledRun = {
  readonly command: RunNode;
  readonly node: PlanNode;
  readonly items: readonly Item[];
  readonly at: number;
  /** What the node logged. */
  readonly logs: readonly LogLine[];
  /** What the attempt did to the outside world; only known of a node whose effect must not happen twice. */
  readonly effect: NodeFailure['effect'];
  /** Whether the node was told to give up: it was cancelled, its time was up, or the execution has failed elsewhere. */
  readonly aborted: boolean;
  /** Texts that must not get into the journal. */
  readonly secrets: readonly string[];
  /** Why items failed that go out by themselves. */
  readonly itemErrors: ReadonlyMap<number, NodeError>;
};

/** The number of items per handle. */
export function countsOf(outputs: Outputs): OutputCounts {
  return Object.fromEntries(Object.entries(outputs).map(([handle, items]) => [handle, items.length]));
}

function totalOf(counts: OutputCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** If the node received one item, outputs without a link can only have come from that one. */
function withLinks(outputs: Outputs, inputCount: number): Outputs {
  if (inputCount !== 1) return outputs;
  return Object.fromEntries(
    Object.entries(outputs).map(([handle, items]) => [
      handle,
      items.map((item) => (item.from === undefined ? { ...item, from: 0 } : item)),
    ]),
  );
}

function withData(run: SettledRun, outputs: Outputs): Outputs {
  const wanted = run.node.node.settings?.always_output_data === true;
  return wanted && totalOf(countsOf(outputs)) === 0 ? { [mainOutput(run.node)]: [{ json: {} }] } : outputs;
}

function withLogs({ logs, secrets }: SettledRun, data: NodeData): NodeData {
  if (logs.length === 0) return data;
  return { ...data, logs: logs.map(({ level, text }) => ({ level, text: maskText(text, secrets) })) };
}

/** The body of a response is base64, and stays so. */
function maskResponse({ status, headers, body }: CallerResponse, secrets: readonly string[]): CallerResponse {
  return { status, headers: maskHeaders(headers, secrets), body: maskBase64(body, secrets) };
}

/** The journal entry for what a node returned. */
export function resultEntry(run: SettledRun, result: NodeResult): JournalEntry {
  const { command, at } = run;
  const place = { node: command.node, run: command.run };
  if (result.type === 'waiting') return { at, event: { type: 'node_waiting', ...place, until: result.until } };
  const { itemErrors, items, node } = run;
  if (itemErrors.size > 0 && itemErrors.size === items.length) return allFailedEntry(run);
  const linked = withLinks(maskOutputs(result.outputs, run.secrets), items.length);
  const outputs = withData(run, withFailedItems(node, { outputs: linked, received: items, failures: failuresOf(run) }));
  const counts = countsOf(outputs);
  const { response, metadata } = result;
  const data = withLogs(run, {
    outputs,
    ...(response === undefined ? {} : { response: maskResponse(response, run.secrets) }),
    ...(metadata === undefined ? {} : { metadata: maskTexts(metadata, run.secrets) }),
  });
  try {
    checkResult(run.node, counts, data);
  } catch (error) {
    return failureEntry(run, error, 0);
  }
  return { at, event: { type: 'node_completed', ...place, counts }, data };
}

function failuresOf(run: SettledRun): ItemFailures {
  return new Map([...run.itemErrors].map(([item, error]) => [item, attemptFailure(run, error)]));
}

/** Every item failed, and so did the node: with the first of the failures. */
function allFailedEntry(run: SettledRun): JournalEntry {
  const entry = failureEntry(run, run.itemErrors.values().next().value, 0);
  const outputs = withFailedItems(run.node, { outputs: {}, received: run.items, failures: failuresOf(run) });
  return isTooLarge(run.node, { outputs }) ? entry : { ...entry, data: withLogs(run, { outputs }) };
}

/** Whether an item that failed goes out by itself: see `isForItemAlone`. */
export function isItemSetAside(node: PlanNode, error: NodeError, attempt: number): boolean {
  return isForItemAlone(node, failureOf(error, false), attempt);
}

/** The failure for an error. Anything but a `NodeError` or a `WorkLimitError` is a defect of ours, and is reported as one. */
export function failureOf(error: unknown, aborted: boolean): NodeFailure {
  if (error instanceof NodeError) {
    return {
      code: error.code,
      message: withPlace(error),
      retryable: error.retryable,
      ...(error.kind === 'other' ? {} : { kind: error.kind }),
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(error.item === undefined ? {} : { item: error.item }),
    };
  }
  if (error instanceof WorkLimitError) return { code: error.code, message: error.message, retryable: false };
  if (error instanceof DigitsError) return { code: 'node.number_too_long', message: error.message, retryable: false };
  if (aborted) return { code: 'node.aborted', message: 'The node was told to give up.', retryable: false };
  return { code: DEFECT, message: 'The node failed by a defect of LinkFlow.', retryable: false };
}

/** The failure of an attempt. If its effect must not happen twice and may have happened, its outcome is unknown. */
function attemptFailure({ node, effect, secrets, aborted }: SettledRun, error: unknown): NodeFailure {
  const plain = failureOf(error, aborted);
  const failure = { ...plain, message: maskCutText(plain.message, secrets) };
  if (!isAtMostOnce(node)) return failure;
  if (effect === 'unknown' || failure.code === NODE_TIMED_OUT) {
    return { ...failure, ...outcomeUnknown(failure.message), effect: 'unknown' };
  }
  return effect === undefined ? failure : { ...failure, effect };
}

/** The message, preceded by the number of the item unless it names that already. */
function withPlace({ item, message }: NodeError): string {
  return item === undefined || namesItem(message, item) ? message : `Item ${item}: ${message}`;
}

/** One pattern for all items: to compile one for each took longer than all else about an item that fails. */
const NAMED_ITEM = /\bitem (\d+)\b/gi;

function namesItem(message: string, item: number): boolean {
  if (!/item \d/i.test(message)) return false;
  return [...message.matchAll(NAMED_ITEM)].some(([, named]) => Number(named) === item);
}

/** The items that go on after a final failure: the received ones, each with the error. */
export function failedOutputs(node: PlanNode, received: readonly Item[], failure: NodeFailure): Outputs {
  if (node.onError === 'stop') return {};
  const source = received.length > 0 ? received : [{ json: {} }];
  return { [failureHandle(node)]: source.map((item, from) => failedItem(node, item, { from, failure })) };
}

/** The same or, if that is larger than a result may be, a single item with the error. */
function failedResult({ node, items }: SettledRun, failure: NodeFailure): Outputs {
  const outputs = failedOutputs(node, items, failure);
  return isTooLarge(node, { outputs }) ? failedOutputs(node, [], failure) : outputs;
}

/** The journal entry for a node that threw. `draw`: the random number for the jitter of its retry. */
export function failureEntry(run: SettledRun, error: unknown, draw: number): JournalEntry {
  const failure = attemptFailure(run, error);
  if (failure.code === DEFECT) {
    consoleLog({ level: 'error', message: 'A node failed by a defect.', type: run.node.node.type, error });
  }
  const outputs = failedResult(run, failure);
  const { node, run: runIndex, attempt } = run.command;
  return {
    at: run.at,
    event: { type: 'node_failed', node, run: runIndex, attempt, failure, draw, counts: countsOf(outputs) },
    data: withLogs(run, { outputs }),
  };
}
