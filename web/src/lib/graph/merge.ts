import { canvasOf } from './canvas.ts';
import { connectionId, type Graph, type WorkflowConnection, type WorkflowNode } from './graph.ts';

type Json = unknown;

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values say the same; the order of keys does not count. */
export function isSame(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => isSame(entry, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]));
}

/** Of two values that came of one: what was changed in one of them only is taken over; where both changed, it is mine. */
function mergeValue(base: Json, mine: Json, theirs: Json): Json {
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base) || !isObject(base) || !isObject(mine) || !isObject(theirs)) return mine;
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const merged = [...keys].map((key) => [key, mergeValue(base[key], mine[key], theirs[key])] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

function byKey<Entry>(list: readonly Entry[], key: (entry: Entry) => string): ReadonlyMap<string, Entry> {
  return new Map(list.map((entry) => [key(entry), entry]));
}

type Three<Entry> = {
  readonly base: readonly Entry[];
  readonly mine: readonly Entry[];
  readonly theirs: readonly Entry[];
};

/** Entry by entry: removed stays removed unless the other side changed it; what is new on either side is there. */
function mergeLists<Entry>({ base, mine, theirs }: Three<Entry>, key: (entry: Entry) => string): Entry[] {
  const [before, ours, others] = [byKey(base, key), byKey(mine, key), byKey(theirs, key)];
  const keys = new Set([...others.keys(), ...ours.keys()]);
  return [...keys].flatMap((one) => {
    const merged = mergeValue(before.get(one), ours.get(one), others.get(one)) as Entry | undefined;
    return merged === undefined ? [] : [merged];
  });
}

/** Both changes of one drawing in one. Where both changed the same field, mine holds. Connections to nowhere are left out. */
export function mergeGraphs(base: Graph, mine: Graph, theirs: Graph): Graph {
  const nodes = mergeLists<WorkflowNode>({ base: base.nodes, mine: mine.nodes, theirs: theirs.nodes }, ({ id }) => id);
  const ids = new Set(nodes.map(({ id }) => id));
  const connections = mergeLists<WorkflowConnection>(
    { base: base.connections, mine: mine.connections, theirs: theirs.connections },
    connectionId,
  ).filter(({ source, target }) => ids.has(source) && ids.has(target));
  return { nodes, connections, settings: mergeSettings(base, mine, theirs) };
}

/** Notes and groups are told apart by their ids, as nodes are. */
function mergeSettings(base: Graph, mine: Graph, theirs: Graph): Graph['settings'] {
  const [before, ours, others] = [base, mine, theirs].map(canvasOf);
  const { canvas: _mine, ...settings } = mergeValue(base.settings, mine.settings, theirs.settings) as Graph['settings'];
  if (!before || !ours || !others) return settings;
  const id = (part: { readonly id: string }): string => part.id;
  const notes = mergeLists({ base: before.notes, mine: ours.notes, theirs: others.notes }, id);
  const groups = mergeLists({ base: before.groups, mine: ours.groups, theirs: others.groups }, id);
  if (notes.length + groups.length === 0) return settings;
  return { ...settings, canvas: { ...(notes.length > 0 && { notes }), ...(groups.length > 0 && { groups }) } };
}
