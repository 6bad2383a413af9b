import type { GateConfig } from '../src/flow/gate-config.ts';
import type { Debounce, Ending, GateKeeper, KeyedSlot, Place, StoredGate } from '../src/flow/gate-types.ts';
import type { Ask } from '../src/flow/waiting-line.ts';
import type { GateOwner } from './flow-gate-calls.ts';

/** Whose gate it is, and the limits that it knows. */
type GateHead = { readonly owner: GateOwner; readonly config: GateConfig };

/** The SQLite of a gate's object. Each fact is a row of its own and small: a key is short, and no data are kept. */
export type FlowStore = GateKeeper & {
  head(): GateHead | null;
  putHead(head: GateHead): void;
  load(): StoredGate;
};

/** `at`: the end of a slot. `seq` keeps the order in which executions came. */
const CREATE = `CREATE TABLE IF NOT EXISTS facts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER, json TEXT NOT NULL, UNIQUE (kind, id))`;

const PUT = 'INSERT OR REPLACE INTO facts (kind, id, at, json) VALUES (?, ?, ?, ?)';
const DROP = 'DELETE FROM facts WHERE kind = ? AND id = ?';
const DROP_SLOTS = "DELETE FROM facts WHERE kind = 'slot' AND at <= ?";
const READ = 'SELECT json FROM facts WHERE kind = ? ORDER BY seq';

/** The facts by kind, as they were put in. */
type Kinds = {
  readonly head: GateHead;
  readonly place: Place;
  readonly waiting: Ask;
  readonly slot: KeyedSlot;
  readonly debounce: Debounce;
  readonly ending: Ending;
};

export function createFlowStore({ sql }: DurableObjectStorage): FlowStore {
  sql.exec(CREATE);

  function put<Kind extends keyof Kinds>(kind: Kind, id: string, fact: Kinds[Kind], at: number | null = null): void {
    sql.exec(PUT, kind, id, at, JSON.stringify(fact));
  }

  function drop(kind: keyof Kinds, id: string): void {
    sql.exec(DROP, kind, id);
  }

  function read<Kind extends keyof Kinds>(kind: Kind): Kinds[Kind][] {
    return [...sql.exec<{ json: string }>(READ, kind)].map(({ json }) => JSON.parse(json));
  }

  return {
    head: () => read('head')[0] ?? null,
    putHead: (head) => put('head', '', head),
    load: () => ({
      places: read('place'),
      waiting: read('waiting'),
      slots: read('slot'),
      debounces: read('debounce'),
      endings: read('ending'),
    }),
    putPlace: (place) => put('place', place.id, place),
    dropPlace: (id) => drop('place', id),
    putWaiting: (ask) => put('waiting', ask.id, ask),
    dropWaiting: (id) => drop('waiting', id),
    putSlot: (slot) => put('slot', JSON.stringify([slot.key, slot.end]), slot, slot.end),
    dropSlots: (end) => void sql.exec(DROP_SLOTS, end),
    putDebounce: (debounce) => put('debounce', debounce.ask.key, debounce),
    dropDebounce: (key) => drop('debounce', key),
    putEnding: (ending) => put('ending', ending.id, ending),
    dropEnding: (id) => drop('ending', id),
  };
}
