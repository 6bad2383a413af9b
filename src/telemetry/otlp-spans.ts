import type { NodeRecord } from '../executions/model/execution-record.ts';
import type { EndedRun } from './ended-run.ts';
import { nodeSpanId, type RunTrace, runSpanId } from './run-trace.ts';

/** An attribute of OTLP's JSON encoding (opentelemetry-proto, `common.proto`). */
type OtlpAttribute = {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly intValue: string };
};

/** A span of OTLP's JSON encoding (`trace.proto`): times in nanoseconds as text; `kind` 1 is internal, 5 a consumer; `code` 2 an error. */
export type OtlpSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 1 | 5;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code?: 2; readonly message?: string };
};

/** Spans of node runs that one execution sends. Of a longer one the first are told. */
const MAX_NODE_SPANS = 500;

function attributes(values: { readonly [key: string]: string | number | null }): readonly OtlpAttribute[] {
  return Object.entries(values).flatMap(([key, value]): OtlpAttribute[] => {
    if (value === null) return [];
    return [{ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } }];
  });
}

function nanoseconds(ms: number): string {
  return `${Math.round(ms)}000000`;
}

/** What went wrong, by its code: a message may quote data. */
function statusOf(errorCode: string | null): OtlpSpan['status'] {
  return errorCode === null ? {} : { code: 2, message: errorCode };
}

function nodeSpan({ id }: EndedRun, trace: RunTrace, node: NodeRecord): OtlpSpan[] {
  if (node.startedAt === null || node.completedAt === null || node.source !== 'performed') return [];
  return [
    {
      traceId: trace.traceId,
      spanId: nodeSpanId(id, node.nodeId, node.runIndex),
      parentSpanId: runSpanId(id),
      name: node.nodeType,
      kind: 1,
      startTimeUnixNano: nanoseconds(node.startedAt),
      endTimeUnixNano: nanoseconds(node.completedAt),
      attributes: attributes({
        'linkflow.node.id': node.nodeId,
        'linkflow.node.type': node.nodeType,
        'linkflow.node.run_index': node.runIndex,
        'linkflow.node.status': node.status,
        'linkflow.node.retries': node.retryCount,
        'error.type': node.errorCode,
      }),
      status: statusOf(node.errorCode),
    },
  ];
}

function runSpan(ended: EndedRun, trace: RunTrace): OtlpSpan {
  const { id, ending, nodes } = ended;
  return {
    traceId: trace.traceId,
    spanId: runSpanId(id),
    ...(trace.parent === null ? {} : { parentSpanId: trace.parent }),
    name: 'execution',
    kind: 5,
    startTimeUnixNano: nanoseconds(ended.createdAt),
    endTimeUnixNano: nanoseconds(ending.completedAt),
    attributes: attributes({
      'linkflow.workspace.id': ended.workspaceId,
      'linkflow.workflow.id': ended.workflowId,
      'linkflow.workflow.version': ended.workflowVersion,
      'linkflow.execution.id': id,
      'linkflow.execution.status': ending.status,
      'linkflow.execution.trigger': ended.triggerType,
      'linkflow.execution.queued_ms': Math.max(0, ending.startedAt - ended.createdAt),
      'linkflow.execution.node_runs': nodes.length,
      'error.type': ending.errorCode,
    }),
    status: statusOf(ending.status === 'failed' ? (ending.errorCode ?? 'failed') : null),
  };
}

/** An execution and its node runs as spans: ids, codes, counts and times, never data or names that people gave. */
export function spansOf(ended: EndedRun, trace: RunTrace): readonly OtlpSpan[] {
  const nodes = ended.nodes.slice(0, MAX_NODE_SPANS).flatMap((node) => nodeSpan(ended, trace, node));
  return [runSpan(ended, trace), ...nodes];
}
