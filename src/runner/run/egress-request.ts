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

/** What the settings of a workspace let its workflows call; `null`: any public host. */
type AllowListOf = (workspaceId: string) => Promise<readonly string[] | null>;

/** The egress guard for nodes, with the allow list of their workspace: an `EgressError` becomes a `NodeError` with the same code. */
export function createNodeRequest(egress: Egress, allowListOf: AllowListOf = noList): RunnerServices['request'] {
  return async (request, signal, workspaceId) => {
    const workspaceHosts = await allowListOf(workspaceId);
    try {
      return await egress(workspaceHosts === null ? request : { ...request, workspaceHosts }, signal);
    } catch (error) {
      if (!(error instanceof EgressError)) throw error;
      const { code, message, retryable } = error;
      throw new NodeError(code, message, { retryable, kind: KINDS[code] ?? 'other', cause: error });
    }
  };
}

function noList(): Promise<null> {
  return Promise.resolve(null);
}
