import type { AlertRule } from './alerts.schemas.ts';

/** A rule as its row has it. */
export type RuleColumns = {
  readonly kind: AlertRule['kind'];
  readonly threshold: number | null;
  readonly window_minutes: number | null;
};

export function ruleColumns(rule: AlertRule): RuleColumns {
  const { kind } = rule;
  switch (kind) {
    case 'failure':
      return { kind, threshold: null, window_minutes: null };
    case 'failures_in_window':
      return { kind, threshold: rule.failures, window_minutes: rule.window_minutes };
    case 'slow':
      return { kind, threshold: rule.seconds, window_minutes: null };
    case 'schedule_missed':
    case 'wait_overdue':
      return { kind, threshold: rule.minutes, window_minutes: null };
  }
}

export function ruleOf({ kind, threshold, window_minutes }: RuleColumns): AlertRule {
  const least = threshold ?? 1;
  switch (kind) {
    case 'failure':
      return { kind };
    case 'failures_in_window':
      return { kind, failures: least, window_minutes: window_minutes ?? 1 };
    case 'slow':
      return { kind, seconds: least };
    case 'schedule_missed':
    case 'wait_overdue':
      return { kind, minutes: least };
  }
}
