import { type ReactFlowState, useStore } from '@xyflow/react';

/** From how near a drawing is seen: `far`, texts can't be read. */
export type Nearness = 'far' | 'between' | 'near';

const FAR = 0.3;
const NEAR = 0.5;

function nearnessOf({ transform: [, , zoom] }: ReactFlowState): Nearness {
  if (zoom < FAR) return 'far';
  return zoom < NEAR ? 'between' : 'near';
}

/** Changes only where another way of drawing begins, not with each step of the zoom. */
export function useNearness(): Nearness {
  return useStore(nearnessOf);
}
