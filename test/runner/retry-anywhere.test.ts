import { describe, expect, it } from 'vitest';
import { chain } from '../support/graph.ts';
import { earlierOf } from './support/earlier.ts';
import { type Drawn, EXECUTION, http, jsonAnswer, node, type Play, playToEnd } from './support/play.ts';

function isOdd(id: string) {
  const operator = { type: 'number', operation: 'equals' };
  const conditions = [{ left_value: '{{ $json.n % 2 }}', operator, right_value: 1 }];
  return node(id, 'logic.if', { config: { conditions: { conditions } } });
}

/** A node that sends the item's number to its host, and hands on both. */
function send(id: string) {
  const url = `https://${id}.test/{{ $json.n }}`;
  return http(id, 'POST', { config: { url }, ...(id === 'shaky' ? { settings: { on_error: 'error_output' } } : {}) });
}

// start → loop → odd? → (true) one → join → loop, odd? → (false) two → join
// loop:done → shaky → end, shaky:error → note → end, start → side → end
const GRAPH: Drawn = {
  nodes: [
    ...[node('start', 'trigger.manual'), node('loop', 'logic.loop'), isOdd('odd'), node('join', 'logic.noop')],
    ...['one', 'two', 'shaky', 'note', 'side', 'end'].map(send),
  ],
  connections: [
    ...chain('start → loop:loop → odd:true → one → join → loop'),
    ...chain('odd:false → two → join'),
    ...chain('loop:done → shaky → end'),
    ...chain('shaky:error → note → end'),
    ...chain('start → side → end'),
  ],
};

const INPUT = [1, 2, 3].map((n) => ({ n }));

/** A world that always refuses one item of `shaky`, and the call with the number `broken` (from 0). */
function world(broken: number | null): NonNullable<Play['respond']> {
  let calls = 0;
  return ({ url }) => {
    const { hostname, pathname } = new URL(url);
    const fails = calls === broken || `${hostname}${pathname}` === 'shaky.test/2';
    calls += 1;
    return fails ? jsonAnswer({}, 400) : jsonAnswer({ n: Number(pathname.slice(1)) });
  };
}

function keyOf({ nodeId, runIndex }: { readonly nodeId: string; readonly runIndex: number }): string {
  return `${nodeId}:${runIndex}`;
}

/** Runs the graph with one call broken and, if that failed it, retries it from there. */
async function failAt(call: number) {
  const failed = await playToEnd(GRAPH, { respond: world(call), input: INPUT });
  if (failed.ending.status === 'completed') return null;
  const earlier = earlierOf(failed, { version: 1, graph: GRAPH });
  const runOptions = { from: 'failed_node', reuse_execution_id: EXECUTION };
  return { failed, again: await playToEnd(GRAPH, { respond: world(null), earlier, runOptions, input: INPUT }) };
}

describe('an execution in which any call may fail', () => {
  it('ends the same when it is retried from there, and performs no completed node again', async () => {
    const whole = await playToEnd(GRAPH, { respond: world(null), input: INPUT });
    expect(whole.ending).toMatchObject({
      status: 'completed',
      outputData: expect.arrayContaining([{ n: 1 }, { n: 3 }]),
    });
    const retried = (await Promise.all(Array.from({ length: 20 }, (_, call) => failAt(call)))).filter(
      (one) => one !== null,
    );
    expect(retried.length).toBeGreaterThan(10);
    for (const { failed, again } of retried) {
      expect(again.ending).toMatchObject({ status: 'completed', outputData: whole.ending.outputData });
      const completed = failed.nodes.filter(({ status }) => status === 'completed').map(keyOf);
      const performed = new Set(again.nodes.filter(({ source }) => source === 'performed').map(keyOf));
      expect(completed.filter((key) => performed.has(key))).toEqual([]);
    }
  });
});
