import type { WaitSearch } from '../../executions/waits/take-wait.ts';
import { ANY_NODE, type LinkPurpose, type ResumeLinks } from '../../security/resume-links.ts';
import { timeOfId } from '../../shared/ids.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** What is needed to resume a wait. */
export type WaitDeps = Pick<IntakeDeps, 'db' | 'outbox' | 'coordinators'> & {
  readonly services: Pick<IntakeDeps['services'], 'clock' | 'credential'> & { readonly links: ResumeLinks };
};

const KINDS: { readonly [purpose in LinkPurpose]: WaitSearch['kind'] } = {
  resume: 'webhook',
  approval: 'approval',
  form: 'form',
};

/** A link taken apart: `/resume/{execution_id}/{node_id}/{signature}`. */
export type WaitLink = {
  readonly purpose: LinkPurpose;
  readonly executionId: string;
  readonly nodeId: string;
  readonly signature: string;
};

/** The wait that a link leads to, or `null` for a forged link. Reads nothing from the database. */
export function followLink({ services }: WaitDeps, link: WaitLink): WaitSearch | null {
  const { purpose, executionId, signature } = link;
  const nodeId = link.nodeId === ANY_NODE ? null : link.nodeId;
  const genuine = services.links.isGenuine({ purpose, executionId, nodeId }, signature);
  if (!genuine || timeOfId(executionId) === null) return null;
  return { executionId, nodeId, kind: KINDS[purpose] };
}

/** The link in the parameters of a route. */
export function linkOf(purpose: LinkPurpose, parameters: { readonly [name: string]: string }): WaitLink {
  const { execution_id: executionId = '', node_id: nodeId = '', signature = '' } = parameters;
  return { purpose, executionId, nodeId, signature };
}
