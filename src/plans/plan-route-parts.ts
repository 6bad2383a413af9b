import { problem } from '../http/problem-responses.ts';

/** What routes that start executions may answer. */
export const usedUp = {
  402: problem('`plans.executions_reached`: the executions that the plan has for this month are used up.'),
};

/** What routes may answer that make a workflow active. */
export const noneLeft = { 402: problem('`plans.active_workflows_reached`: the plan allows no other active workflow.') };

/** What routes may answer that bring a member in. */
export const noPlace = { 402: problem('`plans.members_reached`: the plan allows no other member.') };
