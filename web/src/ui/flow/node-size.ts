import type { Handles } from '../../lib/graph/handles.ts';

export const NODE_WIDTH = 216;
const LOWEST = 64;
const PER_HANDLE = 26;

/** How high a node is: it has room for all its handles. */
export function nodeHeight({ inputs, outputs }: Handles): number {
  return Math.max(LOWEST, Math.max(inputs.length, outputs.length) * PER_HANDLE + 14);
}

/** How far down, in percent, a handle sits. */
export function handleTop(index: number, count: number): string {
  return `${((index + 0.5) / count) * 100}%`;
}
