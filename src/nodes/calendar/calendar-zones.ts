import type ICAL from 'ical.js';
import { DateTime, Info, type Zone } from 'luxon';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { NodeError } from '../node-error.ts';
import { type OwnZone, readZone } from './own-zone.ts';
import { momentIn } from './zone-moments.ts';
import { bareName, shownName, zoneNamed } from './zone-name.ts';

/** A time zone that times of a calendar are in. */
export type CalendarZone = {
  /** Its IANA name; `null` if only the calendar knows it. */
  readonly name: string | null;
  /** The moment of a local time, which is given as if it were in UTC. */
  readonly momentOf: (local: DateTime) => DateTime;
};

/** The zones of one calendar. */
export type CalendarZones = {
  /** The zone of a name: as the calendar describes it, or else the public one. Throws `NodeError` `calendar.unknown_zone`, or what is wrong with the description. */
  readonly named: (tzid: string) => CalendarZone;
  /** The zone in which a time in UTC is shown: the public one of a name, or else UTC. */
  readonly ofUtc: (tzid: string) => CalendarZone;
  /** The zone of times without one: the calendar's, or else the workflow's. */
  readonly ofFloating: () => CalendarZone;
};

/** What asking the platform for a zone costs in steps. */
const STEPS_PER_ZONE = 1_000;

/** What working out a moment in a zone costs in steps: the platform is asked for offsets. */
const STEPS_PER_MOMENT = 100;

/** How many time zones a calendar may bring. */
const MAX_ZONES = 500;

/** The zones that times of this calendar may name. `timezone`: that of the workflow. Throws `NodeError` `calendar.too_many_zones`. */
export function calendarZones(calendar: ICAL.Component, timezone: string, work: WorkMeter): CalendarZones {
  const own = ownZones(calendar, work);
  const publicName = remembered((tzid: string) => {
    work.spend(STEPS_PER_ZONE);
    return zoneNamed(tzid);
  });
  const named = remembered((tzid: string): CalendarZone => {
    const name = publicName(tzid);
    const described = own(tzid);
    if (typeof described === 'function') return ownZone(described, name);
    if (name === null) throw described ?? unknownZone(tzid);
    return publicZone(name, work);
  });
  const common = String(calendar.getFirstPropertyValue('x-wr-timezone') ?? '').trim();
  const ofUtc = remembered((tzid: string) => publicZone(publicName(tzid) ?? 'UTC', work));
  return { named, ofUtc, ofFloating: () => (common === '' ? publicZone(timezone, work) : named(common)) };
}

function unknownZone(tzid: string): NodeError {
  const message = `text: the calendar names the time zone ${shownName(tzid)}, which is not known and which it does not describe`;
  return new NodeError('calendar.unknown_zone', message);
}

function publicZone(name: string, work: WorkMeter): CalendarZone {
  const zone: Zone = Info.normalizeZone(name);
  const momentOf = (local: DateTime) => {
    if (!zone.isUniversal) work.spend(STEPS_PER_MOMENT);
    return DateTime.fromMillis(momentIn(zone, local.toMillis()), { zone });
  };
  return { name, momentOf };
}

/** What the calendar says goes before what we know. Its times are shown in the public zone of that name, if there is one. */
function ownZone(described: OwnZone, name: string | null): CalendarZone {
  const zone: Zone = Info.normalizeZone(name ?? 'utc');
  const momentOf = (local: DateTime) => DateTime.fromMillis(local.toMillis() - described(local), { zone });
  return { name, momentOf };
}

/** The zones that the calendar describes, by name, the first one of each. Each is read when the first time is in it. */
function ownZones(calendar: ICAL.Component, work: WorkMeter): (tzid: string) => OwnZone | NodeError | undefined {
  const components = calendar.getAllSubcomponents('vtimezone');
  if (components.length > MAX_ZONES) {
    throw new NodeError('calendar.too_many_zones', `text: the calendar has over ${MAX_ZONES} time zones of its own`);
  }
  const named = components.map((zone) => [bareName(String(zone.getFirstPropertyValue('tzid') ?? '')), zone] as const);
  const byName = new Map(named.toReversed());
  const read = remembered((name) => {
    const component = byName.get(name);
    return component === undefined ? undefined : zoneOrFailure(component, work);
  });
  return (tzid) => read(bareName(tzid));
}

/** What a zone is, or what is wrong with how it is described. */
function zoneOrFailure(component: ICAL.Component, work: WorkMeter): OwnZone | NodeError | undefined {
  try {
    return readZone(component, work);
  } catch (cause) {
    if (cause instanceof NodeError) return cause;
    throw cause;
  }
}

/** A function of a text that is asked once for each. */
function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.value;
    const value = work(text);
    known.set(text, { value });
    return value;
  };
}
