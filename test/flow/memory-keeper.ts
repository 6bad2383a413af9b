import type { Debounce, Ending, GateKeeper, KeyedSlot, Place, StoredGate } from '../../src/flow/gate-types.ts';
import type { Ask } from '../../src/flow/waiting-line.ts';

/** Keeps in memory what a gate gives it, as the object's SQLite does. */
export function memoryKeeper(): GateKeeper & { stored(): StoredGate } {
  const places = new Map<string, Place>();
  const waiting = new Map<string, Ask>();
  const slots = new Map<string, KeyedSlot>();
  const debounces = new Map<string, Debounce>();
  const endings = new Map<string, Ending>();
  return {
    putPlace: (place) => places.set(place.id, place),
    dropPlace: (id) => places.delete(id),
    putWaiting: (ask) => waiting.set(ask.id, ask),
    dropWaiting: (id) => waiting.delete(id),
    putSlot: (slot) => slots.set(JSON.stringify([slot.key, slot.end]), slot),
    dropSlots(end) {
      for (const [name, slot] of slots) if (slot.end <= end) slots.delete(name);
    },
    putDebounce: (debounce) => debounces.set(debounce.ask.key, debounce),
    dropDebounce: (key) => debounces.delete(key),
    putEnding: (ending) => endings.set(ending.id, ending),
    dropEnding: (id) => endings.delete(id),
    stored: () => ({
      places: [...places.values()],
      waiting: [...waiting.values()],
      slots: [...slots.values()].sort((a, b) => a.end - b.end),
      debounces: [...debounces.values()],
      endings: [...endings.values()],
    }),
  };
}
