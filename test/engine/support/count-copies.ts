import { vi } from 'vitest';

/** How many chunks of vectors the work copies: each copy is one call of `with`. */
export function countCopies(work: () => void): number {
  let copies = 0;
  const original = Array.prototype.with;
  const spy = vi.spyOn(Array.prototype, 'with');
  spy.mockImplementation(function count(this: unknown[], index, value) {
    copies++;
    if (copies % 1000 === 0) spy.mockClear();
    return original.call(this, index, value);
  });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return copies;
}
