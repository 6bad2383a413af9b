import { describe, expect, it } from 'vitest';
import type { ExecutionMessage } from '../../src/env.ts';
import { createOutbox } from '../../src/intake/outbox.ts';

const METRICS = { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };

/** A queue that records what it is sent, or refuses it. */
function fakeQueue({ away = false } = {}) {
  const batches: ExecutionMessage[][] = [];
  const queue = {
    send: async () => METRICS,
    sendBatch: async (messages: Iterable<MessageSendRequest<ExecutionMessage>>) => {
      if (away) throw new Error('the queue is away');
      batches.push([...messages].map(({ body }) => body));
      return METRICS;
    },
    metrics: async () => METRICS.metadata.metrics,
  };
  return { queue, batches };
}

const MANY = Array.from({ length: 250 }, (_, index) => `id-${index}`);

describe('the outbox', () => {
  it('sends the ids of concurrent requests as one batch', async () => {
    const { queue, batches } = fakeQueue();
    const outbox = createOutbox(queue);
    await Promise.all(['a', 'b', 'c'].map((id) => outbox.sendSoon(id)));
    expect(batches).toEqual([['a', 'b', 'c'].map((id) => ({ execution_id: id }))]);
  });

  it('limits a batch to what the queue takes', async () => {
    const { queue, batches } = fakeQueue();
    await createOutbox(queue).handOver(MANY);
    expect(batches.map((batch) => batch.length)).toEqual([100, 100, 50]);
  });

  it('sends nothing if there is nothing', async () => {
    const { queue, batches } = fakeQueue();
    await createOutbox(queue).handOver([]);
    expect(batches).toEqual([]);
  });

  it('leaves to the sweep what the queue does not take, and throws only from send', async () => {
    const outbox = createOutbox(fakeQueue({ away: true }).queue);
    await outbox.handOver(['a']);
    await outbox.sendSoon('b');
    await expect(outbox.send([{ execution_id: 'c' }])).rejects.toThrow('the queue is away');
  });
});
