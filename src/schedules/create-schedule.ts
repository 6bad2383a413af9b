import { auditEntry } from '../audit/audited-change.ts';
import { parseRuleText } from '../nodes/schedule/rule-text.ts';
import type { ScheduleRule } from '../nodes/schedule/schedule-rule.ts';
import type { Actor } from '../security/permissions.ts';
import { archivedWorkflow } from '../workflows/model/workflows.errors.ts';
import { loadSchedule } from './load-schedule.ts';
import type { ScheduleDeps } from './model/schedule-deps.ts';
import { AT_REST, shapeOf, stateFrom } from './model/schedule-shape.ts';
import { tooManySchedules, workflowOfScheduleNotFound } from './model/schedules.errors.ts';
import type { CreateSchedule, Schedule } from './model/schedules.schemas.ts';

const NO_ZONE = 'UTC';

/** The rule that a body gives in one way or the other; `null`: in none. */
export function givenRule(given: Pick<CreateSchedule, 'rule' | 'cron_expression'>): ScheduleRule | null {
  if (given.rule !== undefined) return given.rule;
  return given.cron_expression === undefined ? null : parseRuleText(given.cron_expression);
}

/** The time zone of a workflow, which is that of its schedules unless they name another. Throws `workflows.*`. */
async function zoneOf(deps: ScheduleDeps, actor: Actor, workflowId: string): Promise<string> {
  const workflow = await deps.workflows.find(actor.workspaceId, workflowId);
  if (workflow === null) throw workflowOfScheduleNotFound();
  if (workflow.status === 'archived') throw archivedWorkflow();
  return workflow.settings.timezone ?? NO_ZONE;
}

/**
 * Makes a schedule with an input of its own. Throws `workflows.not_found`, `workflows.archived`, `schedules.too_many`.
 */
export async function createSchedule(deps: ScheduleDeps, actor: Actor, given: CreateSchedule): Promise<Schedule> {
  const { workflow_id, name, input_data, paused, rule, cron_expression, timezone, ...options } = given;
  const zone = await zoneOf(deps, actor, workflow_id);
  const time = deps.now();
  const now = new Date(time).toISOString();
  const id = deps.ids(time);
  const wanted = givenRule(given);
  if (wanted === null) throw new TypeError('A schedule without a rule passed its schema.');
  const shape = shapeOf({ name, rule: wanted, timezone: timezone ?? zone, origin: now, options });
  const state = paused ? AT_REST : stateFrom({ ...shape, id }, time);
  const owner = { id, workflow_id, workspace_id: actor.workspaceId, created_by: actor.userId };
  const result = await deps.schedules.create({
    schedule: { ...shape, ...state, ...owner, paused_at: paused ? now : null, input_data, now },
    audit: auditEntry(actor, {
      id: deps.ids(time),
      now: time,
      action: 'schedules.created',
      target_type: 'schedule',
      target_id: id,
      details: { name, workflow_id },
    }),
  });
  if (result === 'missing') throw workflowOfScheduleNotFound();
  if (result === 'full') throw tooManySchedules();
  return (await loadSchedule(deps, actor, id)).view;
}
