import type { JsonValue } from '../../../src/engine/json.ts';
import type { ExecutionWaits, WaitKey } from '../../../src/executions/waits/execution-waits.ts';
import type { OutsideWait } from '../../../src/nodes/node-run.ts';

type Kept = { readonly key: WaitKey; readonly wait: OutsideWait; came?: JsonValue; closed: boolean };

/** The waits, in memory instead of Postgres. */
export type FakeWaits = ExecutionWaits & {
  /** Resumes the wait of a node with a payload. False if none is open. */
  call(nodeId: string, payload: JsonValue): boolean;
  /** All waits that were opened, in order. */
  opened(): readonly OutsideWait[];
};

function sameKey(one: WaitKey, other: WaitKey): boolean {
  return one.nodeId === other.nodeId && one.runIndex === other.runIndex && one.attempt === other.attempt;
}

export function createFakeWaits(): FakeWaits {
  const kept: Kept[] = [];
  return {
    async open(key, _workspaceId, wait) {
      const known = kept.find((one) => sameKey(one.key, key));
      if (known === undefined) kept.push({ key, wait, closed: false });
      return { came: known?.came !== undefined, until: (known ?? { wait }).wait.until };
    },
    async close(key) {
      const known = kept.find((one) => sameKey(one.key, key));
      if (known !== undefined) known.closed = true;
      return known?.came ?? null;
    },
    resumed: async () => kept.filter(({ came }) => came !== undefined).map(({ key }) => key),
    call(nodeId, payload) {
      const open = kept.find(({ key, came, closed }) => key.nodeId === nodeId && came === undefined && !closed);
      if (open !== undefined) open.came = payload;
      return open !== undefined;
    },
    opened: () => kept.map(({ wait }) => wait),
  };
}
