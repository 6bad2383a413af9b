import { databaseAway } from '../../db/database-errors.ts';
import type { WorkflowNode } from '../../engine/workflow.ts';
import { manualTrigger } from '../../nodes/triggers/manual.ts';
import { scheduleTrigger } from '../../nodes/triggers/schedule.ts';
import { type CompiledWorkflow, findTrigger } from '../../runner/workflow/compiled-workflow.ts';
import type { ScheduleFailure } from '../../schedules/firing/fire-due.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { ScheduleTarget } from './scheduled-execution.ts';

/** A schedule, and the version that it starts. */
export type TargetWish = {
  readonly scheduleId: string;
  readonly workflowId: string;
  readonly version: number;
  /** The node that it belongs to; `null`: it starts the manual trigger or, if there is none, a schedule trigger. */
  readonly nodeId: string | null;
};

export type FoundTarget =
  | { readonly type: 'found'; readonly target: ScheduleTarget }
  | { readonly type: 'failed'; readonly failure: ScheduleFailure };

function failed(code: string, message: string): FoundTarget {
  return { type: 'failed', failure: { code, message } };
}

function triggerOf(workflow: CompiledWorkflow, nodeId: string | null): WorkflowNode | undefined {
  if (nodeId === null) return findTrigger(workflow, manualTrigger.type) ?? findTrigger(workflow, scheduleTrigger.type);
  const found = workflow.plan.nodes[workflow.plan.byId.get(nodeId) ?? -1];
  return found === undefined || found.disabled ? undefined : found.node;
}

async function load({ workflows }: IntakeDeps, wish: TargetWish): Promise<CompiledWorkflow | null> {
  try {
    return await workflows.load(wish.workflowId, wish.version);
  } catch (error) {
    if (databaseAway(error) !== null) throw error;
    const message = 'A schedule cannot start its workflow.';
    consoleLog({ level: 'error', message, schedule: wish.scheduleId, workflow: wish.workflowId, error });
    return null;
  }
}

/** Finds what a schedule starts, or says why it can't. Throws only while the database is away. */
export async function findTarget(deps: IntakeDeps, wish: TargetWish): Promise<FoundTarget> {
  const workflow = await load(deps, wish);
  if (workflow === null) {
    return failed('schedules.workflow_unusable', `Version ${wish.version} of the workflow cannot be run.`);
  }
  const trigger = triggerOf(workflow, wish.nodeId);
  if (trigger !== undefined) return { type: 'found', target: { workflow, triggerNodeId: trigger.id } };
  const missing = wish.nodeId ?? 'that a schedule can start: a manual or a schedule trigger';
  return failed('schedules.no_trigger', `The workflow has no enabled trigger ${missing}.`);
}
