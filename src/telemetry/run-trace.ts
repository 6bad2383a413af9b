import { isObject } from '../shared/json/json.ts';
import { formatTraceparent, isInShare, ownTraceId, parseTraceparent, spanIdOf } from './trace-context.ts';

/** Which executions are traced: this share (0 to 1) of those that begin a trace. Others are if whoever caused them is. */
export type Tracing = { readonly share: number };

/** An execution, and what its trigger brought. */
export type TracedRun = { readonly id: string; readonly trigger: { readonly data: unknown } };

/** The trace of an execution. `parent`: the span that has caused it; `null`: it begins the trace. */
export type RunTrace = { readonly traceId: string; readonly parent: string | null; readonly sampled: boolean };

/** A webhook brings it as a header, the call of another workflow as a field. */
function broughtBy(data: unknown): string {
  if (!isObject(data)) return '';
  const { traceparent, headers } = data;
  if (typeof traceparent === 'string') return traceparent;
  return isObject(headers) && typeof headers.traceparent === 'string' ? headers.traceparent : '';
}

/** The same for every runner of the execution. */
export function traceOf({ share }: Tracing, { id, trigger }: TracedRun): RunTrace {
  const brought = parseTraceparent(broughtBy(trigger.data));
  if (brought !== null) return { traceId: brought.traceId, parent: brought.spanId, sampled: brought.sampled };
  const traceId = ownTraceId(id);
  return { traceId, parent: null, sampled: isInShare(traceId, share) };
}

/** The span of the execution itself. */
export function runSpanId(executionId: string): string {
  return spanIdOf(executionId);
}

/** The span of a node run. */
export function nodeSpanId(executionId: string, nodeId: string, runIndex: number): string {
  return spanIdOf(executionId, nodeId, String(runIndex));
}

/** What a node run sends on as `traceparent`, so that whoever is called goes on with the trace. */
export function nodeTraceparent(
  tracing: Tracing,
  run: TracedRun,
  { nodeId, runIndex }: { readonly nodeId: string; readonly runIndex: number },
): string {
  const { traceId, sampled } = traceOf(tracing, run);
  return formatTraceparent({ traceId, spanId: nodeSpanId(run.id, nodeId, runIndex), sampled });
}
