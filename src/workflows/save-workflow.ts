import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import type { Fault } from '../shared/errors.ts';
import { changeWorkflow, type WorkflowChange } from './change-workflow.ts';
import { checkGraph, requireStorableGraph, toldFaults } from './check-graph.ts';
import { assertMayUseCredentials } from './credential-use.ts';
import { endsDrawing, keptDrawing } from './drawing-session.ts';
import { sameGraph, settingsToRun } from './graph/diff-graphs.ts';
import { diffJson } from './graph/diff-json.ts';
import { loadForChange, type WorkflowChoice } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { archivedWorkflow, preconditionRequired } from './model/workflows.errors.ts';
import type { SavedWorkflow, SaveWorkflow, Workflow } from './model/workflows.schemas.ts';

type Save = WorkflowChoice & { readonly input: SaveWorkflow };

/** What is saved, on top of what. */
type Saving = { readonly current: Workflow; readonly input: SaveWorkflow };

/** The drawing after the save, and what is wrong with it. `changed`: `undefined` if it is the same as before. */
type SavedGraph = { readonly changed: WorkflowGraph | undefined; readonly faults: readonly Fault[] };

async function savedGraph(deps: WorkflowDeps, actor: Actor, { current, input }: Saving): Promise<SavedGraph> {
  const { nodes = current.nodes, connections = current.connections, settings = current.settings } = input;
  const raw = { nodes, connections, settings };
  if (input.nodes === undefined && input.connections === undefined && input.settings === undefined) {
    return { changed: undefined, faults: (await checkGraph(deps, actor, raw)).faults };
  }
  const { graph, faults } = await requireStorableGraph(deps, actor, { raw, before: current.nodes });
  return { changed: sameGraph(current, graph) ? undefined : graph, faults };
}

/** Whether a save only goes on with a drawing whose beginning the audit log tells of. */
function onlyDrawsOn(actor: Actor, { current, input }: Saving, { changed }: SavedGraph): boolean {
  const { name = current.name, description = current.description, tags = current.tags, change_message } = input;
  return (
    changed !== undefined &&
    change_message === null &&
    current.draft_changed_at !== null &&
    current.draft_changed_by === actor.userId &&
    name === current.name &&
    description === current.description &&
    diffJson([...tags], [...current.tags]).length === 0 &&
    diffJson(settingsToRun(changed.settings), settingsToRun(current.settings)).length === 0
  );
}

function changeOf(
  deps: WorkflowDeps,
  actor: Actor,
  saving: Saving,
  saved: SavedGraph,
): Omit<WorkflowChange, 'ifMatch'> {
  const { current, input } = saving;
  const { name = current.name, description = current.description, tags = current.tags, change_message } = input;
  const paused = saved.changed !== undefined && endsDrawing(current, { by: actor.userId, now: deps.now() });
  const named = change_message !== null && (saved.changed !== undefined || current.draft_changed_at !== null);
  return {
    current,
    audit: !paused && onlyDrawsOn(actor, saving, saved) ? null : { action: 'workflows.saved' },
    set: { name, description, tags },
    ...(saved.changed === undefined ? {} : { graph: saved.changed }),
    versions: [
      ...(paused ? [keptDrawing(current)] : []),
      ...(named ? [{ of: 'after', origin: 'saved', change_message } as const] : []),
    ],
  };
}

/**
 * Saves what was sent and keeps the rest. The drawing may be incomplete, and becomes a version only if a message names it; the one
 * before does if it was left alone for a while, or somebody else drew it. Triggers go on with the published version.
 */
export async function saveWorkflow(
  deps: WorkflowDeps,
  actor: Actor,
  { id, ifMatch, input }: Save,
): Promise<SavedWorkflow> {
  if (ifMatch === null) throw preconditionRequired();
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (current.status === 'archived') throw archivedWorkflow();
  const saved = await savedGraph(deps, actor, { current, input });
  if (saved.changed !== undefined) assertMayUseCredentials(actor, saved.changed);
  const change = changeOf(deps, actor, { current, input }, saved);
  return { ...(await changeWorkflow(deps, actor, { ...change, ifMatch })), faults: toldFaults(saved.faults) };
}
