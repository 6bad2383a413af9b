import type { FailureKind } from '../../engine/failure-kind.ts';
import { NodeError } from '../../nodes/node-error.ts';
import { EgressError, type EgressErrorCode } from '../../security/egress/errors.ts';
import type { Egress } from '../../security/egress/types.ts';
import type { RunnerServices } from './execution-run.ts';

const KINDS: { readonly [code in EgressErrorCode]?: FailureKind } = {
  'egress.timeout': 'timeout',
  'egress.network': 'network',
  'egress.name_not_resolved': 'network',
};

/** The egress guard for nodes: an `EgressError` becomes a `NodeError` with the same code. */
export function createNodeRequest(egress: Egress): RunnerServices['request'] {
  return async (request, signal) => {
    try {
      return await egress(request, signal);
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      const { code, message, retryable } = error;
      throw new NodeError(code, message, { retryable, kind: KINDS[code] ?? 'other', cause: error });
    }
  };
}
