import type { OutgoingRequest } from '../../shared/http-exchange.ts';
import { nodeTraceparent } from '../../telemetry/run-trace.ts';
import type { NodeRunOptions } from './node-run-context.ts';

type Traced = Pick<NodeRunOptions, 'run' | 'services' | 'command' | 'compiled'>;

/** Where the node run stands in its trace; `null` where nothing is traced. */
export function traceparentOf({ run, services, command, compiled }: Traced): string | null {
  if (services.tracing === null) return null;
  return nodeTraceparent(services.tracing, run, { nodeId: compiled.plan.node.id, runIndex: command.run });
}

/** Lets whoever is called go on with the trace (W3C Trace Context), unless the node says something else itself. */
export function tracedRequest(options: Traced, request: OutgoingRequest): OutgoingRequest {
  const traceparent = traceparentOf(options);
  const isNamed = (): boolean => Object.keys(request.headers).some((name) => name.toLowerCase() === 'traceparent');
  if (traceparent === null || isNamed()) return request;
  return { ...request, headers: { ...request.headers, traceparent } };
}
