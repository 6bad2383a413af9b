/** A cache that drops the values unused for longest as soon as all weigh more than a limit. Lives as long as the isolate. */
export type LruCache<Value> = {
  get(key: string): Value | undefined;
  /** `weight`: what the value takes of the limit; by default 1, so that the limit counts values. */
  set(key: string, value: Value, weight?: number): void;
  delete(key: string): void;
};

type Entry<Value> = { readonly value: Value; readonly weight: number };

/** Makes an empty cache. Relies on `Map` keeping its keys in the order of insertion (ECMA-262 §24.1). */
export function createLruCache<Value>(limit: number): LruCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, weight = 1) {
      remove(key);
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= limit) return;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
