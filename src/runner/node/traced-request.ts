import type { NodeRequest } from '../../nodes/node-run.ts';
import { nodeTraceparent } from '../../telemetry/run-trace.ts';
import type { RunNode } from '../outcome/node-outcome.ts';
import type { ExecutionRun, RunnerServices } from '../run/execution-run.ts';
import type { CompiledNode } from '../workflow/compiled-node.ts';

type Traced = {
  readonly run: ExecutionRun;
  readonly services: RunnerServices;
  readonly command: RunNode;
  readonly compiled: CompiledNode;
};

/** Where the node run stands in its trace; `null` where nothing is traced. */
export function traceparentOf({ run, services, command, compiled }: Traced): string | null {
  if (services.tracing === null) return null;
  return nodeTraceparent(services.tracing, run, { nodeId: compiled.plan.node.id, runIndex: command.run });
}

/** Lets whoever is called go on with the trace (W3C Trace Context), unless the node says something else itself. */
export function tracedRequest(options: Traced, request: NodeRequest): NodeRequest {
  const traceparent = traceparentOf(options);
  const isNamed = (): boolean => Object.keys(request.headers).some((name) => name.toLowerCase() === 'traceparent');
  if (traceparent === null || isNamed()) return request;
  return { ...request, headers: { ...request.headers, traceparent } };
}
