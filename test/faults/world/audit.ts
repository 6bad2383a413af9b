import type { Counts } from '../report/row.ts';
import type { Effect } from './effect-server.ts';
import { happens } from './until.ts';
import type { World } from './world.ts';

/** What an audit looks at of a world. */
export type Subject = {
  readonly stack: Pick<World['stack'], 'query' | 'leaseSeconds'>;
  readonly server: Pick<World['server'], 'effects'>;
  readonly faults: readonly number[];
};

/** After the last fault, an execution has ended within a lease and so many seconds. */
const GRACE_SECONDS = 60;

/** What is looked at: the executions of some workflows, and what they must have done. */
export type Audited = {
  readonly workflowIds: readonly string[];
  /** The deliveries that were accepted. */
  readonly deliveries: readonly string[];
  /** Deliveries by the ids of their executions, where rows don't keep their input. Other executions are not looked at. */
  readonly byId?: ReadonlyMap<string, string>;
  /** The nodes with effects, by how often they may happen. */
  readonly effects: { readonly often: readonly string[]; readonly once: readonly string[] };
  /** Whether executions may end otherwise than completed: because somebody cancels them, for instance. */
  readonly mayEnd?: readonly ('failed' | 'cancelled')[];
};

export type Verdict = { readonly counts: Counts; readonly breaks: readonly string[] };

type Execution = {
  readonly id: string;
  readonly status: string;
  readonly delivery: string;
  readonly created: number;
  readonly ended: number | null;
  readonly code: string | null;
};

const OPEN = `SELECT count(*) FROM executions WHERE workflow_id = ANY($1::uuid[]) AND status IN ('queued', 'running', 'waiting')`;

const ROWS = `SELECT id, status, input_data ->> 'delivery', extract(epoch FROM created_at) * 1000,
  extract(epoch FROM completed_at) * 1000, error_code FROM executions WHERE workflow_id = ANY($1::uuid[])`;

const UNKNOWN = `SELECT n.execution_id FROM node_executions n JOIN executions e ON e.id = n.execution_id
WHERE e.workflow_id = ANY($1::uuid[]) AND n.status = 'unknown'`;

/** A list of ids as Postgres reads it. */
function listOf(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}

async function untilEnded({ stack, faults }: Subject, workflowIds: readonly string[]): Promise<void> {
  const isOver = async (): Promise<boolean> => {
    const rows = await stack.query(OPEN, [listOf(workflowIds)]).catch(() => []);
    return rows[0]?.[0] === '0';
  };
  const since = Math.max(0, Date.now() - (faults.at(-1) ?? Date.now())) / 1000;
  await happens(isOver, Math.max(0, stack.leaseSeconds + GRACE_SECONDS - since));
}

async function readExecutions({ stack }: Subject, { workflowIds, byId }: Audited): Promise<readonly Execution[]> {
  const rows = await stack.query(ROWS, [listOf(workflowIds)]);
  const wanted = byId === undefined ? rows : rows.filter(([id]) => byId.has(id ?? ''));
  return wanted.map(([id, status, delivery, created, ended, code]) => ({
    id: id ?? '',
    status: status ?? '',
    delivery: delivery ?? byId?.get(id ?? '') ?? '',
    created: Number(created),
    ended: ended === null || ended === undefined ? null : Number(ended),
    code: code ?? null,
  }));
}

/** The executions that faults found unfinished, and the longest time to the end of one, in seconds. */
function interruptions(
  executions: readonly Execution[],
  faults: readonly number[],
): Pick<Counts, 'interrupted' | 'slowest' | 'slowestInAll'> {
  const met = executions.flatMap(({ created, ended }) => {
    const found = faults.filter((at) => created <= at && (ended === null || at < ended));
    return found.length === 0 ? [] : [{ ended, first: Math.min(...found), last: Math.max(...found) }];
  });
  const longest = (from: 'first' | 'last'): number | null => {
    const times = met.flatMap((one) => (one.ended === null ? [] : [(one.ended - one[from]) / 1000]));
    return times.length === 0 ? null : Math.max(...times);
  };
  return { interrupted: met.length, slowest: longest('last'), slowestInAll: longest('first') };
}

/** The effects of each node of each delivery. */
function byNode(effects: readonly Effect[]): ReadonlyMap<string, readonly Effect[]> {
  const groups = new Map<string, Effect[]>();
  for (const effect of effects) {
    const name = `${effect.delivery} ${effect.node}`;
    groups.set(name, [...(groups.get(name) ?? []), effect]);
  }
  return groups;
}

function countEffects(groups: ReadonlyMap<string, readonly Effect[]>) {
  let [repeated, effectsDoubled, onceDoubled] = [0, 0, 0];
  for (const group of groups.values()) {
    const keys = new Set(group.map(({ key }) => key)).size;
    if (group[0]?.once === true) onceDoubled += group.length - 1;
    else {
      repeated += group.length - keys;
      effectsDoubled += keys - 1;
    }
  }
  return { repeated, effectsDoubled, onceDoubled };
}

/** Whether a completed execution has had all the effects that it says. One of which nobody knows may not have been. */
function isWhole(
  { id, delivery }: Execution,
  { often, once }: Audited['effects'],
  { groups, unknown }: { groups: ReadonlyMap<string, unknown>; unknown: ReadonlySet<string> },
): boolean {
  const happened = (node: string): boolean => groups.has(`${delivery} ${node}`);
  return often.every(happened) && (unknown.has(id) || once.every(happened));
}

/** How many there are of each, the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  return sorted.map(([word, count]) => `${count} ${word}`).join(', ');
}

function told(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

/** What was found of executions that are not as they should be. */
type Wrong = {
  readonly without: readonly string[];
  readonly open: readonly Execution[];
  readonly partial: readonly Execution[];
  readonly failed: readonly Execution[];
};

function breaksOf({ without, open, partial, failed }: Wrong, counts: Counts, { mayEnd = [] }: Audited): string[] {
  const statuses = tally(open.map(({ status }) => status));
  const codes = tally(failed.map(({ code }) => code ?? 'no code'));
  return [
    ...told(without.length, 'were accepted and have no row'),
    ...told(open.length, `had no end within a lease and ${GRACE_SECONDS} s: ${statuses}`),
    ...told(partial.length, 'completed without an effect that they should have had'),
    ...told(counts.doubled, 'executions were doubled'),
    ...told(counts.effectsDoubled, 'effects happened again under another key'),
    ...told(counts.onceDoubled, 'effects that must not happen twice did'),
    ...(mayEnd.includes('failed') ? [] : told(failed.length, `failed: ${codes}`)),
    ...(mayEnd.includes('cancelled') ? [] : told(counts.cancelled, 'were cancelled by nobody')),
  ];
}

/** Waits until all have ended, then compares what Postgres says with what the effect server has seen. */
export async function audit(world: Subject, audited: Audited): Promise<Verdict> {
  const { workflowIds, deliveries, effects } = audited;
  await untilEnded(world, workflowIds);
  const executions = await readExecutions(world, audited);
  const unknown = new Set((await world.stack.query(UNKNOWN, [listOf(workflowIds)])).map(([id]) => id ?? ''));
  const wanted = new Set(deliveries);
  const groups = byNode(world.server.effects.filter(({ delivery }) => wanted.has(delivery)));
  const withStatus = (status: string): readonly Execution[] => executions.filter((one) => one.status === status);
  const known = new Set(executions.map(({ delivery }) => delivery));
  const completed = withStatus('completed');
  const wrong: Wrong = {
    without: deliveries.filter((delivery) => !known.has(delivery)),
    open: executions.filter(({ ended }) => ended === null),
    partial: completed.filter((one) => !isWhole(one, effects, { groups, unknown })),
    failed: withStatus('failed'),
  };
  const counts: Counts = {
    begun: executions.length,
    completed: completed.length,
    failed: wrong.failed.length,
    cancelled: withStatus('cancelled').length,
    lost: wrong.without.length + wrong.open.length + wrong.partial.length,
    doubled: executions.length - known.size,
    ...countEffects(groups),
    unknown: unknown.size,
    ...interruptions(executions, world.faults),
  };
  return { counts, breaks: breaksOf(wrong, counts, audited) };
}
