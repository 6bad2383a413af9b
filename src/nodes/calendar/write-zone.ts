import { DateTime, Duration, Info } from 'luxon';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { ruleProperty } from './rule-property.ts';
import { localOfChange, patternOf } from './yearly-pattern.ts';
import { type ZoneChange, zoneChanges } from './zone-changes.ts';
import { offsetAt } from './zone-moments.ts';

/** For how many years changes are looked for. After them a zone goes by its rule, if it has one. */
const YEARS = 30;

/** No calendar goes further. */
const LAST_YEAR = 9999;

/** A component or a property as jCal has it (RFC 7265). */
export type JCal = readonly unknown[];

/** Describes a zone for a calendar whose events begin in a year. `tzid` is what times call it. */
export type ZoneWriter = (tzid: string, year: number) => JCal;

/** Describes each zone once for each year. Pays for asking the platform. */
export function zoneWriter(work: WorkMeter): ZoneWriter {
  const known = new Map<string, JCal>();
  return (tzid, year) => {
    const key = `${year} ${tzid}`;
    const zone = known.get(key) ?? writeZone(tzid, year, work);
    known.set(key, zone);
    return zone;
  };
}

/** A VTIMEZONE (RFC 5545 §3.6.5): by rules for good where the zone has some, else change by change for thirty years. */
function writeZone(tzid: string, year: number, work: WorkMeter): JCal {
  const zone = Info.normalizeZone(tzid);
  const begin = DateTime.utc(Math.max(year - 1, 1)).toMillis();
  const lastYear = Math.min(year + YEARS, LAST_YEAR);
  const changes = zoneChanges(zone, { from: begin, to: DateTime.utc(lastYear + 1).toMillis() }, work);
  const { single, yearly } = patternOf(changes, lastYear);
  const groups = Map.groupBy(single, ({ before, since }) => `${before} ${since}`);
  const parts = [
    ...beginningOf(offsetAt(zone, begin), { begin, year, changes }),
    ...[...groups.values()].map(onSingleDays),
    ...yearly.map(({ first, rule }) => partOf(first, [ruleProperty(rule)])),
  ];
  return ['vtimezone', [['tzid', {}, 'text', tzid]], parts];
}

type Beginning = { readonly begin: number; readonly year: number; readonly changes: readonly ZoneChange[] };

/** How clocks go at first, unless they change before the year of the events begins. */
function beginningOf(offset: number, { begin, year, changes: [first] }: Beginning): JCal[] {
  if (first !== undefined && first.at < DateTime.utc(year).toMillis()) return [];
  return [partOf({ at: begin - offset, before: offset, since: offset }, [])];
}

/** Changes of the same kind, each with a line of its own and the first as well: some readers, ical.js too, look at no others. */
function onSingleDays(changes: readonly ZoneChange[]): JCal {
  const [first] = changes;
  if (first === undefined) throw new TypeError('A group has at least one change.');
  return partOf(
    first,
    changes.map((change) => ['rdate', {}, 'date-time', timeOfChange(change)]),
  );
}

function partOf(first: ZoneChange, others: readonly JCal[]): JCal {
  const properties = [
    ['dtstart', {}, 'date-time', timeOfChange(first)],
    ['tzoffsetfrom', {}, 'utc-offset', textOfOffset(first.before)],
    ['tzoffsetto', {}, 'utc-offset', textOfOffset(first.since)],
    ...others,
  ];
  return [first.since > first.before ? 'daylight' : 'standard', properties, []];
}

function timeOfChange(change: ZoneChange): string {
  return localOfChange(change).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

function textOfOffset(offset: number): string {
  const size = Duration.fromMillis(Math.abs(offset));
  return `${offset < 0 ? '-' : '+'}${size.toFormat(size.as('minutes') % 1 === 0 ? 'hh:mm' : 'hh:mm:ss')}`;
}
