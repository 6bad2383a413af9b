import { z } from 'zod';
import type { Actor } from '../security/permissions.ts';
import { readPage } from '../security/read-page.ts';
import type { Page } from '../shared/pagination.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import type { StoredExecution } from './executions.repository.ts';
import { liveNodes, loadExecution } from './get-execution.ts';
import { missingSources, resolveInputs } from './history/resolve-inputs.ts';
import type { ListNodes, NodeExecution } from './model/executions.schemas.ts';

type Range = { readonly after: number; readonly limit: number };

const positionSchema = z.tuple([z.number()]);

/** Positions count from 0. */
const BEFORE_THE_FIRST = -1;

/** The node runs of a stored execution after a position, with their inputs. */
export async function nodesOf(
  deps: ExecutionDeps,
  stored: StoredExecution,
  { after, limit }: Range,
): Promise<readonly NodeExecution[]> {
  const { id } = stored.execution;
  const live = await liveNodes(deps, stored);
  if (live === null) {
    const nodes = await deps.nodes.list(id, { after, limit });
    return resolveInputs(nodes, await deps.nodes.pick(id, missingSources(nodes)));
  }
  return resolveInputs(live.filter((node) => node.position > after).slice(0, limit), live);
}

/** The node runs of an execution in the order in which they began. Throws `executions.not_found`, `cursor.*`. */
export function listNodeExecutions(
  deps: ExecutionDeps,
  actor: Actor,
  { id, limit, cursor }: ListNodes & { id: string },
): Promise<Page<NodeExecution>> {
  return readPage(
    deps.cursors,
    { filter: { list: 'node_executions', execution_id: id }, limit, cursor, now: deps.now() },
    {
      after: async (position, count) => {
        const after = position === null ? BEFORE_THE_FIRST : positionSchema.parse(position)[0];
        return nodesOf(deps, await loadExecution(deps, actor, id), { after, limit: count });
      },
      positionOf: ({ position }) => [position],
    },
  );
}
