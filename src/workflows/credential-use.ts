import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import type { Fault } from '../shared/errors.ts';
import { credentialUseDenied } from './model/workflows.errors.ts';

function namesCredential({ credentials }: WorkflowNode): boolean {
  return credentials !== undefined;
}

export function mayUseCredentials({ permissions }: Actor): boolean {
  return permissions.has('credentials:use');
}

/**
 * Whoever changes a graph decides where the credentials in it go, even by a node that names none itself: so a changed graph
 * that names any is taken only from somebody who may use them. Throws `workflows.credential_use_denied` 403.
 */
export function assertMayUseCredentials(actor: Actor, graph: Pick<WorkflowGraph, 'nodes'>): void {
  if (mayUseCredentials(actor)) return;
  const faults = graph.nodes.flatMap((node, index): Fault[] => {
    if (!namesCredential(node)) return [];
    const message = 'The node names a credential, which this needs credentials:use for.';
    const path = ['nodes', index, 'credentials'];
    return [{ code: 'workflows.credential_use_denied', message, node_id: node.id, path }];
  });
  if (faults.length > 0) throw credentialUseDenied(faults);
}
