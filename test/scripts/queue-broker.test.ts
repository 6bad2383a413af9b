import { describe, expect, it } from 'vitest';
import { QueueBroker } from '../../scripts/local/workers/queue-broker.js';
import { QueueLanes } from '../../scripts/local/workers/queue-lanes.js';

const QUEUE = 'executions';

type Message = { readonly body: { readonly execution_id: string; readonly workflow_id?: string } };

/** A broker whose consumer holds all messages of the workflow `slow` until it is let go. */
function createStack() {
  const delivered: string[] = [];
  const { promise: untilOpen, resolve: open } = Promise.withResolvers<void>();
  const queue = async (_name: string, batch: readonly Message[]) => {
    delivered.push(...batch.map(({ body }) => body.execution_id));
    if (batch.some(({ body }) => body.workflow_id === 'slow')) await untilOpen;
    return { outcome: 'ok', retryBatch: { retry: false }, retryMessages: [] };
  };
  const broker = new QueueBroker(null, { QUEUE, WORKER: { queue }, CONSUMERS: { [QUEUE]: { max_batch_size: 100 } } });
  const send = async (bodies: readonly Message['body'][]) => {
    for (const body of bodies) {
      const init = { method: 'POST', body: JSON.stringify(body), headers: { 'x-msg-fmt': 'json' } };
      await broker.fetch(new Request('http://queue/message', init));
    }
  };
  return { delivered, open, send };
}

function many(count: number, workflow_id: string): readonly Message['body'][] {
  return Array.from({ length: count }, (_, index) => ({ execution_id: `${workflow_id}-${index}`, workflow_id }));
}

describe('the queues of a stack', () => {
  it('deliver what one workflow sends while ten thousand of another are not over', async () => {
    const { delivered, open, send } = createStack();
    await send(many(10_000, 'slow'));
    await expect.poll(() => delivered.length, { timeout: 20_000 }).toBe(1200);
    await send(many(50, 'quick'));
    await expect.poll(() => delivered.filter((id) => id.startsWith('quick')).length, { timeout: 20_000 }).toBe(50);
    expect(delivered.filter((id) => id.startsWith('slow'))).toHaveLength(1200);
    open();
    await expect.poll(() => delivered.length, { timeout: 20_000 }).toBe(10_050);
    expect(new Set(delivered).size).toBe(10_050);
  });

  it('deliver the messages of workflows by turns, each in its order', () => {
    const lanes = new QueueLanes(1600);
    for (const body of [...many(3, 'a'), ...many(2, 'b'), { execution_id: 'none' }]) lanes.add({ body });
    const taken = lanes.take(100).map(({ body }: Message) => body.execution_id);
    expect(taken).toEqual(['a-0', 'b-0', 'none', 'a-1', 'b-1', 'a-2']);
  });
});
