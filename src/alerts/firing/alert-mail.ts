import type { SystemMail } from '../../mail/mailer.ts';
import type { AlertRule, FiringDetails, FiringEvent } from '../alerts.schemas.ts';

/** One line of a mail: names are people's, and may hold anything. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${many}`;
}

function whatHappened(rule: AlertRule, hits: number): string {
  switch (rule.kind) {
    case 'failure':
    case 'failures_in_window':
      return counted(hits, 'execution failed', 'executions failed');
    case 'slow':
      return `${counted(hits, 'execution', 'executions')} took longer than ${counted(rule.seconds, 'second', 'seconds')}`;
    case 'schedule_missed':
      return counted(hits, 'schedule did not run', 'schedules did not run');
    case 'wait_overdue':
      return `${counted(hits, 'wait is', 'waits are')} open for longer than ${counted(rule.minutes, 'minute', 'minutes')}`;
  }
}

function lineOf({ workflow, hits, execution, schedule }: FiringDetails['workflows'][number]): string {
  const parts = [
    `- ${workflow.name === null ? `workflow ${workflow.id}` : oneLine(workflow.name)}: ${hits.toLocaleString('en-US')}`,
    ...(schedule === null ? [] : [`schedule ${schedule.name === null ? schedule.id : oneLine(schedule.name)}`]),
    ...(execution === null ? [] : [`last execution ${execution.id}`]),
    ...(execution?.error_code == null ? [] : [`${execution.error_code}`]),
  ];
  return parts.join(', ');
}

/** What members are told, as plain text, so that no markup in a name means anything. */
export function alertMail(event: FiringEvent, details: FiringDetails, to: string): SystemMail {
  return event === 'fired' ? firedMail(details, to) : recoveredMail(details, to);
}

function recoveredMail({ alert, first_at, fired_at, workflows }: FiringDetails, to: string): SystemMail {
  const names = workflows.map(({ workflow: { id, name } }) => `- ${name === null ? `workflow ${id}` : oneLine(name)}`);
  return {
    to,
    subject: `${oneLine(alert.name)}: recovered`,
    text: `What was told at ${first_at} is over at ${fired_at}.

${names.join('\n')}

You get this mail because the alert ${oneLine(alert.name)} names you.`,
  };
}

function firedMail({ alert, hits, first_at, fired_at, workflows }: FiringDetails, to: string): SystemMail {
  const happened = whatHappened(alert.rule, hits);
  return {
    to,
    subject: `${oneLine(alert.name)}: ${happened}`,
    text: `${happened} between ${first_at} and ${fired_at}.

${workflows.map(lineOf).join('\n')}

You get this mail because the alert ${oneLine(alert.name)} names you. What comes until it may fire again is told together.`,
  };
}
