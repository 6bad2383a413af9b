import { z } from 'zod';
import type { Actor } from '../../security/permissions.ts';
import { readPage } from '../../security/read-page.ts';
import type { Page } from '../../shared/pagination.ts';
import { liveNodes, loadExecution } from '../get-execution.ts';
import type { ListNodes } from '../model/executions.schemas.ts';
import type { NodeRunDeps } from './node-run-deps.ts';
import type { NodeRun } from './node-runs.schemas.ts';
import { summariseRun } from './summarise-run.ts';

const positionSchema = z.tuple([z.number()]);

/** Positions count from 0. */
const BEFORE_THE_FIRST = -1;

async function runsAfter(
  deps: NodeRunDeps,
  actor: Actor,
  { id, after, limit }: { readonly id: string; readonly after: number; readonly limit: number },
): Promise<readonly NodeRun[]> {
  const live = await liveNodes(deps, await loadExecution(deps, actor, id));
  if (live === null) return deps.nodeRuns.list(id, { after, limit });
  return live
    .filter(({ position }) => position > after)
    .slice(0, limit)
    .map(summariseRun);
}

/** The node runs of an execution, without their data, in the order in which they began. Throws `executions.not_found`, `cursor.*`. */
export function listNodeRuns(
  deps: NodeRunDeps,
  actor: Actor,
  { id, limit, cursor }: ListNodes & { readonly id: string },
): Promise<Page<NodeRun>> {
  const request = { filter: { list: 'node_runs', execution_id: id }, limit, cursor, now: deps.now() };
  return readPage(deps.cursors, request, {
    after: (position, count) => {
      const after = position === null ? BEFORE_THE_FIRST : positionSchema.parse(position)[0];
      return runsAfter(deps, actor, { id, after, limit: count });
    },
    positionOf: ({ position }) => [position],
  });
}
