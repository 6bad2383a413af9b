import type { WorkflowGraph } from '../engine/workflow.ts';
import type { IdSource } from '../shared/ids.ts';
import { AT_REST, type ScheduleShape, type ScheduleState, stateFrom } from './model/schedule-shape.ts';
import { type NodeSchedule, nodeSchedules } from './node-schedules.ts';

/** A schedule that is there already. */
type ExistingSchedule = ScheduleShape &
  ScheduleState & {
    readonly id: string;
    readonly node_id: string | null;
    readonly position: number;
    readonly paused_at: string | null;
  };

type Placed = ScheduleShape & { readonly id: string; readonly node_id: string; readonly position: number };

/** A change of a schedule: a new shape (`reshape`), a new state (`restate`), or both. */
type ScheduleUpdate = Partial<Placed & ScheduleState> & {
  readonly id: string;
  readonly reshape: boolean;
  readonly restate: boolean;
};

/** The changes that make the schedules of a workflow fit the version that its triggers run. */
export type ScheduleChanges = {
  readonly create: readonly (Placed & ScheduleState)[];
  readonly update: readonly ScheduleUpdate[];
  readonly remove: readonly string[];
};

export const NO_SCHEDULE_CHANGES: ScheduleChanges = { create: [], update: [], remove: [] };

export type ScheduleSituation = {
  readonly existing: readonly ExistingSchedule[];
  /** The graph that triggers run, if one was ever published. */
  readonly published: WorkflowGraph | null;
  /** Whether the workflow's triggers are on, and whether they were before. */
  readonly active: boolean;
  readonly wasActive: boolean;
  readonly now: number;
  readonly ids: IdSource;
};

type Pair = { readonly wanted: NodeSchedule; readonly existing: ExistingSchedule | undefined };

function sameTimes(a: ScheduleShape, b: ScheduleShape): boolean {
  return a.cron_expression === b.cron_expression && a.timezone === b.timezone && a.starts_at === b.starts_at;
}

/** Takes the first that fits out of a list. */
function take(list: ExistingSchedule[], fits: (one: ExistingSchedule) => boolean): ExistingSchedule | undefined {
  const index = list.findIndex(fits);
  return index < 0 ? undefined : list.splice(index, 1)[0];
}

/** By their nodes, in the order of the rules. */
function byNode(schedules: readonly ExistingSchedule[]): Map<string, ExistingSchedule[]> {
  const nodes = new Map<string, ExistingSchedule[]>();
  for (const schedule of schedules.toSorted((a, b) => a.position - b.position)) {
    if (schedule.node_id === null) continue;
    nodes.set(schedule.node_id, [...(nodes.get(schedule.node_id) ?? []), schedule]);
  }
  return nodes;
}

/** Rules that stayed the same keep their schedules wherever they moved to; the others take what is left, in order. */
function pairUp(wanted: readonly NodeSchedule[], existing: readonly ExistingSchedule[]): Pair[] {
  const left = byNode(existing);
  const takeFor = (one: NodeSchedule, fits: (other: ExistingSchedule) => boolean) =>
    take(left.get(one.node_id) ?? [], fits);
  const same = new Map(wanted.map((one) => [one, takeFor(one, (other) => sameTimes(one, other))]));
  return wanted.map((one) => ({ wanted: one, existing: same.get(one) ?? takeFor(one, () => true) }));
}

/** "Every n" goes on counting from where it did as long as the rule stays. */
function shapeFor({ wanted: { enabled, ...shape }, existing }: Pair, id: string): Placed {
  const keeps = existing !== undefined && sameTimes(shape, existing);
  return { ...shape, id, origin: keeps ? existing.origin : shape.origin };
}

const SHAPE_COLUMNS = [
  ...(['name', 'cron_expression', 'timezone', 'origin', 'starts_at', 'ends_at', 'jitter_seconds', 'overlap'] as const),
  ...(['catch_up', 'catch_up_max_runs', 'catch_up_window_minutes', 'position'] as const),
];

function differs(a: Placed, b: ExistingSchedule): boolean {
  return SHAPE_COLUMNS.some((column) => a[column] !== b[column]);
}

/** What comes next stays as it is, for a tick may be moving it, unless the times are others or it was at rest. */
function newState(shape: Placed, existing: ExistingSchedule, runs: boolean, now: number): ScheduleState | null {
  if (!runs || existing.paused_at !== null) return existing.is_active ? AT_REST : null;
  const stays = existing.is_active && sameTimes(shape, existing) && shape.ends_at === existing.ends_at;
  return stays ? null : stateFrom(shape, now);
}

function created(pair: Pair, { active, now, ids }: ScheduleSituation): (Placed & ScheduleState)[] {
  if (pair.existing !== undefined) return [];
  const shape = shapeFor(pair, ids(now));
  return [{ ...shape, ...(active && pair.wanted.enabled ? stateFrom(shape, now) : AT_REST) }];
}

function updated(pair: Pair, { active, now }: ScheduleSituation): ScheduleUpdate[] {
  const { wanted, existing } = pair;
  if (existing === undefined) return [];
  const { id } = existing;
  const shape = shapeFor(pair, id);
  const state = newState(shape, existing, active && wanted.enabled, now);
  const reshape = differs(shape, existing);
  if (!reshape && state === null) return [];
  return [{ ...(reshape ? shape : {}), ...state, id, reshape, restate: state !== null }];
}

/**
 * Those that were made through the API rest while the workflow does. When it starts, all are woken, even those that seem awake:
 * a tick may just be putting them to rest.
 */
function restated(existing: readonly ExistingSchedule[], situation: ScheduleSituation): ScheduleUpdate[] {
  const { active, wasActive, now } = situation;
  if (active && wasActive) return [];
  const others = existing.filter(({ node_id }) => node_id === null);
  const affected = others.filter(({ is_active, paused_at }) => (active ? paused_at === null : is_active));
  return affected.map((one) => ({
    ...(active ? stateFrom(one, now) : AT_REST),
    id: one.id,
    reshape: false,
    restate: true,
  }));
}

/** Compares the stored schedules with the schedule nodes of the version that triggers run. */
export function planScheduleChanges(situation: ScheduleSituation): ScheduleChanges {
  const { existing, published, now } = situation;
  const wanted = published === null ? [] : nodeSchedules(published, new Date(now).toISOString());
  const pairs = pairUp(wanted, existing);
  const kept = new Set(pairs.map((pair) => pair.existing?.id));
  return {
    create: pairs.flatMap((pair) => created(pair, situation)),
    update: [...pairs.flatMap((pair) => updated(pair, situation)), ...restated(existing, situation)],
    remove: existing.filter(({ id, node_id }) => node_id !== null && !kept.has(id)).map(({ id }) => id),
  };
}
