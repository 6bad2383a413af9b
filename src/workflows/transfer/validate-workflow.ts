import type { Actor } from '../../security/permissions.ts';
import type { Fault } from '../../shared/errors.ts';
import { checkGraph, toldFaults } from '../check-graph.ts';
import type { RawGraph } from '../graph/parse-graph.ts';
import type { GraphCheckDeps } from '../model/workflow-deps.ts';

export type GraphVerdict = { readonly valid: boolean; readonly errors: readonly Fault[] };

/** Says what publishing would say, up to so many faults, and stores nothing. */
export async function validateWorkflow(deps: GraphCheckDeps, actor: Actor, raw: RawGraph): Promise<GraphVerdict> {
  const { faults } = await checkGraph(deps, actor, raw);
  return { valid: faults.length === 0, errors: toldFaults(faults) };
}
