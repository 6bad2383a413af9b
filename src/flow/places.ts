import type { GateKeeper, Place } from './gate-types.ts';

/** The executions that may run. */
export type Places = {
  readonly size: () => number;
  get(id: string): Place | undefined;
  ofKey(key: string): number;
  put(place: Place): void;
  /** Gives the place back; `undefined` if there was none. */
  remove(id: string): Place | undefined;
  all(): IterableIterator<Place>;
  hasHeld(): boolean;
  /** Those that waited and whose rows are still held. */
  held(): readonly Place[];
};

export function createPlaces(stored: readonly Place[], keeper: GateKeeper): Places {
  const places = new Map<string, Place>();
  const perKey = new Map<string, number>();
  const held = new Map<string, Place>();

  function count(key: string, more: number): void {
    const running = (perKey.get(key) ?? 0) + more;
    if (running === 0) perKey.delete(key);
    else perKey.set(key, running);
  }

  function take(place: Place): void {
    if (!places.has(place.id)) count(place.key, 1);
    places.set(place.id, place);
    if (place.held) held.set(place.id, place);
    else held.delete(place.id);
  }

  for (const place of stored) take(place);
  return {
    size: () => places.size,
    get: (id) => places.get(id),
    ofKey: (key) => perKey.get(key) ?? 0,
    put(place) {
      take(place);
      keeper.putPlace(place);
    },
    remove(id) {
      const place = places.get(id);
      if (place === undefined) return undefined;
      places.delete(id);
      held.delete(id);
      count(place.key, -1);
      keeper.dropPlace(id);
      return place;
    },
    all: () => places.values(),
    hasHeld: () => held.size > 0,
    held: () => [...held.values()],
  };
}
