import type { GateConfig } from './gate-config.ts';
import type { GateKeeper, KeyedSlot } from './gate-types.ts';
import { freeFrom, type RateWindow, recentSlots, slotOfStart, withSlot } from './rate-window.ts';

/** When executions began, as far as a rate asks for it. */
export type Starts = {
  /** From when on the rate lets another one begin; `null` stands for the key where all keys together are meant. */
  freeFrom(key: string | null, now: number): number;
  add(key: string, now: number): void;
  /** Forgets what counts no longer. */
  prune(now: number): void;
  /** How many keys are remembered. */
  keys(): number;
};

/** `rate`: asked each time, for the settings may change. */
export function createStarts(stored: readonly KeyedSlot[], keeper: GateKeeper, rate: () => GateConfig['rate']): Starts {
  const windows = new Map<string | null, RateWindow>();
  for (const { key, end, count } of stored) windows.set(key, withSlot(windows.get(key) ?? [], { end, count }));

  function addTo(key: string | null, now: number, windowMs: number): void {
    const recent = recentSlots(windows.get(key) ?? [], now, windowMs);
    const slot = slotOfStart(recent, now, windowMs);
    windows.set(key, withSlot(recent, slot));
    keeper.putSlot({ key, ...slot });
  }

  return {
    freeFrom(key, now) {
      const limits = rate();
      const limit = key === null ? limits?.limit : limits?.perKey;
      if (limits === null || limit === null || limit === undefined) return now;
      return freeFrom(windows.get(key) ?? [], limit, { now, windowMs: limits.windowMs });
    },
    add(key, now) {
      const limits = rate();
      if (limits === null) return;
      if (limits.limit !== null) addTo(null, now, limits.windowMs);
      if (limits.perKey !== null) addTo(key, now, limits.windowMs);
    },
    prune(now) {
      const windowMs = rate()?.windowMs ?? 0;
      for (const [key, window] of windows) {
        const recent = recentSlots(window, now, windowMs);
        if (recent.length === 0) windows.delete(key);
        else windows.set(key, recent);
      }
      keeper.dropSlots(now - windowMs);
    },
    keys: () => windows.size,
  };
}
