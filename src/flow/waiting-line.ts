/** An execution that wants to run. */
export type Ask = {
  readonly id: string;
  readonly key: string;
  /** Higher ones go first. */
  readonly priority: number;
  /** When it came, in milliseconds since the epoch. */
  readonly askedAt: number;
};

/** Those of one key and one priority, in the order in which they came. */
type Lane = Map<string, Ask>;

/** The lanes of one priority. The first has the next turn, for a Map keeps the order of its keys. */
type Lanes = Map<string, Lane>;

/** Executions that wait for a place. */
export type WaitingLine = {
  readonly asks: Map<string, Ask>;
  /** How many of each key wait. */
  readonly perKey: Map<string, number>;
  readonly ready: Map<number, Lanes>;
  /** By key and priority, the lanes of keys that are blocked. */
  readonly aside: Map<string, Map<number, Lane>>;
};

export function createWaitingLine(): WaitingLine {
  return { asks: new Map(), perKey: new Map(), ready: new Map(), aside: new Map() };
}

function found<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function readyLane({ ready }: WaitingLine, key: string, priority: number): Lane {
  const lanes = found<number, Lanes>(ready, priority, () => new Map());
  return found<string, Lane>(lanes, key, () => new Map());
}

function asideLane({ aside }: WaitingLine, key: string, priority: number): Lane {
  const lanes = found<string, Map<number, Lane>>(aside, key, () => new Map());
  return found<number, Lane>(lanes, priority, () => new Map());
}

function count({ perKey }: WaitingLine, key: string, more: number): void {
  const waiting = (perKey.get(key) ?? 0) + more;
  if (waiting === 0) perKey.delete(key);
  else perKey.set(key, waiting);
}

/** Takes an execution in; one that waits already stays where it is. */
export function joinLine(line: WaitingLine, ask: Ask): void {
  if (line.asks.has(ask.id)) return;
  line.asks.set(ask.id, ask);
  count(line, ask.key, 1);
  const lane = line.aside.has(ask.key) ? asideLane : readyLane;
  lane(line, ask.key, ask.priority).set(ask.id, ask);
}

/** Takes an execution out; true if it waited. Its key has had its turn. */
export function leaveLine(line: WaitingLine, id: string): boolean {
  const ask = line.asks.get(id);
  if (ask === undefined) return false;
  line.asks.delete(id);
  count(line, ask.key, -1);
  line.aside.get(ask.key)?.get(ask.priority)?.delete(id);
  if (!line.perKey.has(ask.key)) line.aside.delete(ask.key);
  const lanes = line.ready.get(ask.priority);
  const lane = lanes?.get(ask.key);
  if (lane?.delete(id) !== true) return true;
  lanes?.delete(ask.key);
  if (lane.size > 0) lanes?.set(ask.key, lane);
  return true;
}

function setAside(line: WaitingLine, key: string, priority: number): void {
  const lanes = line.ready.get(priority);
  const lane = lanes?.get(key) ?? [];
  lanes?.delete(key);
  const there = asideLane(line, key, priority);
  for (const [id, ask] of lane) there.set(id, ask);
}

function firstOf(line: WaitingLine, priority: number, isBlocked: (key: string) => boolean): Ask | null {
  for (const [key, lane] of line.ready.get(priority) ?? []) {
    const [first] = lane.values();
    if (first === undefined) line.ready.get(priority)?.delete(key);
    else if (isBlocked(key)) setAside(line, key, priority);
    else return first;
  }
  line.ready.delete(priority);
  return null;
}

/**
 * The execution that is next: of the highest priority; of the keys in turn; of a key, the one that came first. A key that
 * `isBlocked` is set aside until it is unblocked, so that nothing is looked at twice in vain. `null`: all are blocked.
 */
export function nextInLine(line: WaitingLine, isBlocked: (key: string) => boolean): Ask | null {
  for (const priority of [...line.ready.keys()].sort((a, b) => b - a)) {
    const first = firstOf(line, priority, isBlocked);
    if (first !== null) return first;
  }
  return null;
}

/** Lets a key take its turns again. */
export function unblockKey(line: WaitingLine, key: string): void {
  const lanes = line.aside.get(key);
  line.aside.delete(key);
  for (const [priority, lane] of lanes ?? []) {
    const there = readyLane(line, key, priority);
    for (const [id, ask] of lane) there.set(id, ask);
  }
}

/** Lets all keys take their turns again. */
export function unblockAll(line: WaitingLine): void {
  for (const key of [...line.aside.keys()]) unblockKey(line, key);
}
