import { hasExpression } from '../../engine/expression/compile-config.ts';
import { everComes, parseCron, spellOut } from './cron-times.ts';

/** What is wrong with a cron expression: a stable code, and a message that names the field and the reason. */
export type CronFault = { readonly code: string; readonly message: string };

/** Finds what is wrong with a cron expression; null: nothing is. */
export function cronFault(text: string): CronFault | null {
  if (hasExpression(text))
    return { code: 'schedule.cron_expression', message: 'A cron expression cannot have expressions' };
  const count = spellOut(text).split(' ').length;
  if (count === 6) {
    return { code: 'schedule.cron_seconds', message: 'A sixth field is not taken: a schedule runs at whole minutes' };
  }
  const cron = parseCron(text);
  if (cron === null) return { code: 'schedule.cron_invalid', message: 'This is not a cron expression' };
  if (everComes(text)) return null;
  return { code: 'schedule.never_comes', message: 'This never comes: no month that it names has such a day' };
}
