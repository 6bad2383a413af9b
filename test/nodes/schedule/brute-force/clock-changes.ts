/** A change of the clocks of some zones: the moment, and the offset from UTC before and after it, in milliseconds. */
export type ClockChange = {
  readonly zones: readonly string[];
  readonly at: number;
  readonly before: number;
  readonly after: number;
};

const MINUTE = 60_000;
const DAY = 86_400_000;

const PARTS: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
};

/** The offset of a zone by what the platform writes for a moment: nothing here is shared with what is tested. */
function offsetOf(zone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: zone });
  return (moment) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = (format.format(moment).match(/\d+/g) ?? []).map(
      Number,
    );
    return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(moment / MINUTE) * MINUTE;
  };
}

function* changesOf(zone: string, from: number, to: number): Generator<Omit<ClockChange, 'zones'>> {
  const offset = offsetOf(zone);
  let before = offset(from);
  for (let day = from; day < to; day += DAY) {
    const after = offset(day + DAY);
    if (after !== before) {
      let minute = day;
      while (offset(minute) === before) minute += halfway(offset, minute, day + DAY, before);
      yield { at: minute, before, after };
    }
    before = after;
  }
}

/** How far a search may leap: to the middle while the old offset is there, in whole minutes, one at least. */
function halfway(offset: (moment: number) => number, from: number, to: number, before: number): number {
  let leap = to - from;
  while (leap > MINUTE && offset(from + leap) !== before) leap = Math.ceil(leap / 2 / MINUTE) * MINUTE;
  return Math.max(leap, MINUTE);
}

/** All changes of clocks between two moments, those that zones have in common once. */
export function clockChanges(from: number, to: number): ClockChange[] {
  const found = new Map<string, ClockChange>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    for (const change of changesOf(zone, from, to)) {
      const key = `${change.at} ${change.before} ${change.after}`;
      found.set(key, { ...change, zones: [...(found.get(key)?.zones ?? []), zone] });
    }
  }
  return [...found.values()];
}
