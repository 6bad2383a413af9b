import type { JsonValue } from '../../engine/json.ts';
import type { NodeResult } from '../define-node.ts';
import type { NodeRun, OutsideWait } from '../node-run.ts';

/**
 * Waits for something from outside, and ends with what has come or, at the limit, with `null`. However often it is performed,
 * the wait is opened once, keeps its first limit, and loses nothing that has come.
 */
export async function waitOutside(
  run: Pick<NodeRun<unknown>, 'waits' | 'resumed' | 'now'>,
  wait: () => OutsideWait | Promise<OutsideWait>,
  end: (came: JsonValue) => NodeResult,
): Promise<NodeResult> {
  if (run.resumed) return end(await run.waits.close());
  const { came, until } = await run.waits.open(await wait());
  const isOver = until !== null && until <= run.now();
  return came || isOver ? end(await run.waits.close()) : { type: 'waiting', until };
}
