/** A cache of at most `limit` values that drops the one unused for longest. Lives as long as the isolate. */
export type LruCache<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
};

/** Makes an empty cache. Relies on `Map` keeping its keys in the order of insertion (ECMA-262 §24.1). */
export function createLruCache<Value>(limit: number): LruCache<Value> {
  const values = new Map<string, Value>();
  return {
    get(key) {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      const oldest = values.keys().next();
      if (values.size > limit && !oldest.done) values.delete(oldest.value);
    },
    delete(key) {
      values.delete(key);
    },
  };
}
