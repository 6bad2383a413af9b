import type { WaitSearch } from '../../executions/waits/take-wait.ts';
import { ANY_NODE, type LinkPurpose } from '../../security/resume-links.ts';
import { timeOfId } from '../../shared/ids.ts';
import type { WaitDeps } from './wait-deps.ts';

const KINDS: { readonly [purpose in LinkPurpose]: WaitSearch['kind'] } = { resume: 'webhook', approval: 'approval' };

/** The parts of the path of a link: `/resume/{execution_id}/{node_id}/{signature}`. */
export type WaitLink = {
  readonly purpose: LinkPurpose;
  readonly executionId: string;
  readonly nodeId: string;
  readonly signature: string;
};

/** What a link leads to, or `null` for one that is not ours: nothing else is looked at for its sake. */
export function followLink({ services }: WaitDeps, link: WaitLink): WaitSearch | null {
  const { purpose, executionId, signature } = link;
  const nodeId = link.nodeId === ANY_NODE ? null : link.nodeId;
  const genuine = services.links.isGenuine({ purpose, executionId, nodeId }, signature);
  if (!genuine || timeOfId(executionId) === null) return null;
  return { executionId, nodeId, kind: KINDS[purpose] };
}

/** A link from the parameters of its route. */
export function linkOf(purpose: LinkPurpose, parameters: { readonly [name: string]: string }): WaitLink {
  const { execution_id: executionId = '', node_id: nodeId = '', signature = '' } = parameters;
  return { purpose, executionId, nodeId, signature };
}
