/** A date on the wall, taken apart. */
type Wall = {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly weekday: number;
  readonly lastDay: number;
};

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A local time, in milliseconds as if it were in UTC, taken apart. */
export function wallOf(local: number): Wall {
  const date = new Date(local);
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay(),
    lastDay: new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  };
}

/** Whether the wall shows a time of the expression: written anew, and slow, to compare with. */
export function matcher(expression: string): (wall: Wall) => boolean {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = expression.toLowerCase().split(' ');
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const months = numbers(named(month, NAMES, 1), 1, 12);
  return (wall) =>
    minutes.has(wall.minute) && hours.has(wall.hour) && months.has(wall.month) && isDay(day, weekday, wall);
}

/** Both days are asked for with a plus before the second, or if one is any day; else one of them is enough. */
function isDay(day: string, weekday: string, wall: Wall): boolean {
  const [inMonth, inWeek] = [isMonthDay(day, wall), isWeekday(weekday.replace('+', ''), wall)];
  return day === '*' || weekday === '*' || weekday.startsWith('+') ? inMonth && inWeek : inMonth || inWeek;
}

function isMonthDay(field: string, wall: Wall): boolean {
  return field.split(',').some((part) => {
    if (part === 'l') return wall.day === wall.lastDay;
    if (part.endsWith('w')) return wall.day === nearestWorkday(Number(part.slice(0, -1)), wall);
    return numbers(part, 1, 31).has(wall.day);
  });
}

function nearestWorkday(day: number, wall: Wall): number {
  if (day > wall.lastDay) return 0;
  const weekday = (((wall.weekday + day - wall.day) % 7) + 7) % 7;
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === wall.lastDay ? day - 2 : day + 1;
  return day;
}

function isWeekday(field: string, wall: Wall): boolean {
  return named(field, DAYS, 0)
    .split(',')
    .some((part) => {
      const [weekday = '', which] = part.split('#');
      if (which === undefined)
        return numbers(part, 0, 7).has(wall.weekday) || (wall.weekday === 0 && numbers(part, 0, 7).has(7));
      if (Number(weekday) % 7 !== wall.weekday) return false;
      return which === 'l' ? wall.day > wall.lastDay - 7 : Math.ceil(wall.day / 7) === Number(which);
    });
}

function named(field: string, names: readonly string[], first: number): string {
  return names.reduce((text, name, index) => text.replaceAll(name, String(index + first)), field);
}

function numbers(field: string, lowest: number, highest: number): Set<number> {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step = '1'] = part.split('/');
    const [from = lowest, to = range === '*' ? highest : from] = range === '*' ? [] : range.split('-').map(Number);
    for (let value = from; value <= to; value += Number(step)) found.add(value);
  }
  return found;
}
