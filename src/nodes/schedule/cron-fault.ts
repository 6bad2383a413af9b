import { hasExpression } from '../../engine/expression/compile-config.ts';
import { quoteText } from '../../shared/text/quote-text.ts';
import { CRON_FIELDS, cronFieldFault } from './cron-fields.ts';
import { everComes, parseCron, spellOut } from './cron-times.ts';

/** What is wrong with a cron expression: a stable code, and a message that names the field and the reason. */
type CronFault = { readonly code: string; readonly message: string };

const FIELD_COUNT = CRON_FIELDS.length;

/** Finds what is wrong with a cron expression; null: nothing is. */
export function cronFault(text: string): CronFault | null {
  if (hasExpression(text)) {
    return fault('schedules.cron_has_expression', 'It cannot have expressions: it is read before there are data');
  }
  const spelt = spellOut(text);
  return shapeFault(spelt) ?? fieldsFault(spelt.split(' ')) ?? wholeFault(spelt);
}

function shapeFault(spelt: string): CronFault | null {
  if (spelt.startsWith('@')) {
    return fault(
      'schedules.cron_nickname',
      `There is no ${quoteText(spelt)}, only @hourly, @daily, @weekly, @monthly, @yearly`,
    );
  }
  const count = spelt.split(' ').length;
  if (count === FIELD_COUNT) return null;
  if (count === FIELD_COUNT + 1) {
    return fault(
      'schedules.cron_seconds',
      'A sixth field, for seconds, is not taken: a schedule runs at whole minutes',
    );
  }
  const found = spelt === '' ? 'none' : `${count}`;
  return fault('schedules.cron_field_count', `A cron expression has five fields, this has ${found}`);
}

function fieldsFault(fields: readonly string[]): CronFault | null {
  for (const [index, text] of fields.entries()) {
    const reason = cronFieldFault(index, text);
    if (reason !== null) return fault('schedules.cron_field', `${CRON_FIELDS[index]?.name}: ${reason}`);
  }
  return null;
}

function wholeFault(spelt: string): CronFault | null {
  if (parseCron(spelt) === null) return fault('schedules.cron_invalid', 'This is not a cron expression');
  if (everComes(spelt)) return null;
  return fault('schedules.never_comes', 'This never comes: no month that it names has such a day');
}

function fault(code: string, message: string): CronFault {
  return { code, message };
}
