import type { Actor } from '../security/permissions.ts';
import { type Page, toPage } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { liveNodes, loadExecution } from './get-execution.ts';
import { missingSources, resolveInputs } from './history/resolve-inputs.ts';
import type { ListNodes, NodeExecution } from './model/executions.schemas.ts';

type Window = { readonly after: number; readonly limit: number };

async function readNodes(
  deps: ExecutionDeps,
  actor: Actor,
  at: { id: string; window: Window },
): Promise<readonly NodeExecution[]> {
  const stored = await loadExecution(deps, actor, at.id);
  const live = await liveNodes(deps, stored);
  if (live === null) {
    const nodes = await deps.nodes.list(at.id, at.window);
    return resolveInputs(nodes, await deps.nodes.pick(at.id, missingSources(nodes)));
  }
  const { after, limit } = at.window;
  return resolveInputs(live.filter((node) => node.position > after).slice(0, limit), live);
}

/** The node runs of an execution in the order in which they began. Throws `executions.not_found`, `cursor.*`. */
export async function listNodeExecutions(
  deps: ExecutionDeps,
  actor: Actor,
  { id, limit, cursor }: ListNodes & { id: string },
): Promise<Page<NodeExecution>> {
  const bound = { list: 'node_executions', execution_id: id };
  const after = cursor === undefined ? -1 : Number(deps.cursors.decode(cursor, bound, deps.now())[0]);
  const rows = await readNodes(deps, actor, { id, window: { after, limit: limit + 1 } });
  return toPage(rows, limit, (last) => deps.cursors.encode([last.position], bound, deps.now()));
}
