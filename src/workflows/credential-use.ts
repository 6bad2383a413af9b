import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import type { Fault } from '../shared/errors.ts';
import { sameGraph } from './graph/diff-graphs.ts';
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

/**
 * The same for publishing a version. Its graph is none that somebody changes now, but it may be older than the published one,
 * with a credential that was taken off since, or that went to another host.
 */
export function assertMayPublish(actor: Actor, published: WorkflowGraph | null, graph: WorkflowGraph): void {
  if (published === null || !sameGraph(published, graph)) assertMayUseCredentials(actor, graph);
}

type VersionToRun = {
  readonly version: number;
  readonly published: number | null;
  readonly graphOf: (version: number) => Promise<WorkflowGraph | null>;
};

/** The same for running one: the published version is there to be run by whoever may run workflows, and no other. */
export async function assertMayRun(actor: Actor, { version, published, graphOf }: VersionToRun): Promise<void> {
  if (version === published || mayUseCredentials(actor)) return;
  const [before, graph] = await Promise.all([published === null ? null : graphOf(published), graphOf(version)]);
  if (graph !== null) assertMayPublish(actor, before, graph);
}
