import type { SystemMail } from '../mail/mailer.ts';
import type { Measured } from './measure-usage.ts';

/** A number with its thousands apart. */
function shown(count: number): string {
  return count.toLocaleString('en-US');
}

type Told = Measured & { readonly name: string };

function warning({ name, used, most }: Told): Omit<SystemMail, 'to'> {
  return {
    subject: `${name}: most of this month's executions are used`,
    text: `The workspace ${name} has used ${shown(used)} of the ${shown(most)} executions that its plan has for this month.

When they are used up, nothing new starts until the next month begins (UTC) or the plan is a larger one. What was started goes on.`,
  };
}

function refusal({ name, used, most }: Told): Omit<SystemMail, 'to'> {
  return {
    subject: `${name}: this month's executions are used up`,
    text: `The workspace ${name} has used ${shown(used)} executions; its plan has ${shown(most)} for this month.

New runs are refused until the next month begins (UTC) or the plan is a larger one. What was started before goes on, and schedules
take up what they missed as their settings say.`,
  };
}

/** What owners are told when a limit comes near, or is reached. */
export function usageMail(told: Told, to: string): SystemMail {
  return { to, ...(told.level === 'warned' ? warning(told) : refusal(told)) };
}
