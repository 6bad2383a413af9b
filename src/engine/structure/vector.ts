import { elementAt } from './element.ts';

const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

/** A piece of a {@link Vector}: at most 32 values, or at most 32 pieces. */
export type Chunk<T> =
  | { readonly type: 'leaf'; readonly values: readonly T[] }
  | { readonly type: 'branch'; readonly children: readonly Chunk<T>[] };

/**
 * An immutable list: a radix tree, 32 wide, whose changed copy shares all but one path with the original. Reading, replacing
 * and appending cost the depth, which is 2 at 10,000 values. `undefined` can't be a value.
 */
export type Vector<T> = { readonly size: number; readonly depth: number; readonly root: Chunk<T> };

/** A vector of these values. */
export function vectorOf<T>(values: readonly T[]): Vector<T> {
  const leaves = grouped(values).map((group): Chunk<T> => ({ type: 'leaf', values: group }));
  let level: readonly Chunk<T>[] = leaves.length > 0 ? leaves : [{ type: 'leaf', values: [] }];
  let depth = 0;
  for (; level.length > 1; depth++) level = grouped(level).map((children) => ({ type: 'branch', children }));
  return { size: values.length, depth, root: elementAt(level, 0) };
}

/** The value at an index. Throws RangeError outside the vector. */
export function valueAt<T>(vector: Vector<T>, index: number): T {
  refuseOutside(vector, index);
  let chunk = vector.root;
  for (let shift = vector.depth * BITS; chunk.type === 'branch'; shift -= BITS) {
    chunk = elementAt(chunk.children, (index >> shift) & MASK);
  }
  return elementAt(chunk.values, index & MASK);
}

/** The vector with another value at an index. Throws RangeError outside the vector. */
export function withValue<T>(vector: Vector<T>, index: number, value: T): Vector<T> {
  refuseOutside(vector, index);
  function replaced(chunk: Chunk<T>, shift: number): Chunk<T> {
    const slot = (index >> shift) & MASK;
    if (chunk.type === 'leaf') return { type: 'leaf', values: chunk.values.with(slot, value) };
    const child = replaced(elementAt(chunk.children, slot), shift - BITS);
    return { type: 'branch', children: chunk.children.with(slot, child) };
  }
  return { ...vector, root: replaced(vector.root, vector.depth * BITS) };
}

/** The vector with one more value at its end. */
export function withAppended<T>(vector: Vector<T>, value: T): Vector<T> {
  function fresh(shift: number): Chunk<T> {
    return shift === 0 ? { type: 'leaf', values: [value] } : { type: 'branch', children: [fresh(shift - BITS)] };
  }
  function appended(chunk: Chunk<T>, shift: number): Chunk<T> {
    if (chunk.type === 'leaf') return { type: 'leaf', values: [...chunk.values, value] };
    const slot = (vector.size >> shift) & MASK;
    const child = chunk.children[slot];
    if (child === undefined) return { type: 'branch', children: [...chunk.children, fresh(shift - BITS)] };
    return { type: 'branch', children: chunk.children.with(slot, appended(child, shift - BITS)) };
  }
  const shift = vector.depth * BITS;
  const full = vector.size === 2 ** (shift + BITS);
  if (!full) return { size: vector.size + 1, depth: vector.depth, root: appended(vector.root, shift) };
  const root: Chunk<T> = { type: 'branch', children: [vector.root, fresh(shift)] };
  return { size: vector.size + 1, depth: vector.depth + 1, root };
}

/** The values in order. */
export function valuesOf<T>(vector: Vector<T>): readonly T[] {
  return leavesOf(vector.root).flat();
}

function leavesOf<T>(chunk: Chunk<T>): readonly (readonly T[])[] {
  return chunk.type === 'leaf' ? [chunk.values] : chunk.children.flatMap(leavesOf);
}

function grouped<T>(values: readonly T[]): readonly (readonly T[])[] {
  const groups: (readonly T[])[] = [];
  for (let start = 0; start < values.length; start += WIDTH) groups.push(values.slice(start, start + WIDTH));
  return groups;
}

function refuseOutside<T>(vector: Vector<T>, index: number): void {
  if (index < 0 || index >= vector.size) throw new RangeError(`No value at ${index} of ${vector.size}`);
}

/** The indexes at which a later version of a vector has another value, or one more. Takes the time that the changes take. */
export function changedIndexes<T>(before: Vector<T>, after: Vector<T>): readonly number[] {
  let root = before.root;
  for (let depth = before.depth; depth < after.depth; depth++) root = { type: 'branch', children: [root] };
  return changesIn(root, after.root, { first: 0, shift: after.depth * BITS });
}

/** `first`: the index of the first value of this piece; `shift`: the bits of an index below those that choose the child. */
type Place = { readonly first: number; readonly shift: number };

function changesIn<T>(before: Chunk<T> | undefined, after: Chunk<T>, { first, shift }: Place): readonly number[] {
  if (before === after) return [];
  if (after.type === 'leaf') {
    const known = before?.type === 'leaf' ? before.values : [];
    return after.values.flatMap((value, slot) => (known[slot] === value ? [] : [first + slot]));
  }
  const known = before?.type === 'branch' ? before.children : [];
  return after.children.flatMap((child, slot) =>
    changesIn(known[slot], child, { first: first + slot * 2 ** shift, shift: shift - BITS }),
  );
}
