import { NodeError } from '../nodes/node-error.ts';
import { EgressError } from '../security/egress/errors.ts';
import type { Egress } from '../security/egress/types.ts';
import type { RunnerServices } from './execution-run.ts';

/** The guard as nodes see it: its refusals become failures of the node. */
export function createNodeRequest(egress: Egress): RunnerServices['request'] {
  return async (request, signal) => {
    try {
      return await egress(request, signal);
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      throw new NodeError(error.code, error.message, { retryable: error.retryable, cause: error });
    }
  };
}
