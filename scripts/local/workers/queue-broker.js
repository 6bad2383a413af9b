import { disturb } from './queue-faults.js';
import { QueueLanes } from './queue-lanes.js';

/** A batch that takes longer, in milliseconds, keeps no other from being delivered. */
const PATIENCE = 100;

/** How many messages of a queue are under way at a time. */
const MAX_ACTIVE = 1600;

function decode(body) {
  return Uint8Array.fromBase64(body);
}

/** What the runtime sends for a message: its body, and how that is encoded. */
function messageOf(bytes, contentType, delaySeconds) {
  const text = () => new TextDecoder().decode(bytes);
  const content = {
    json: () => ({ body: JSON.parse(text()) }),
    text: () => ({ body: text() }),
    bytes: () => ({ body: bytes }),
    v8: () => ({ serializedBody: bytes }),
  }[contentType ?? 'v8']();
  return { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, ...content, delaySeconds };
}

/** The messages of a request of a producer, one or a batch. */
async function messagesOf(request) {
  const delay = Number(request.headers.get('x-msg-delay-secs') ?? 0);
  if (new URL(request.url).pathname === '/message') {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return [messageOf(bytes, request.headers.get('x-msg-fmt'), delay)];
  }
  const { messages } = await request.json();
  return messages.map(({ body, contentType, delaySecs }) => messageOf(decode(body), contentType, delaySecs ?? delay));
}

/**
 * The queues of a stack: keeps messages in memory and delivers them in batches to the Worker, with the settings that
 * wrangler.toml has for their consumers. What is lost with the process the outbox sends again: see `sweep`.
 */
export class QueueBroker {
  #env;
  #queues = new Map();

  constructor(_state, env) {
    this.#env = env;
  }

  async fetch(request) {
    const messages = await messagesOf(request);
    const { QUEUE, FAULTS } = this.#env;
    this.#add(QUEUE, FAULTS === undefined ? messages : disturb(messages, FAULTS));
    return Response.json({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: 0 } } });
  }

  #queue(name) {
    const known = this.#queues.get(name) ?? {
      name,
      lanes: new QueueLanes(MAX_ACTIVE),
      active: 0,
      since: 0,
      timer: null,
    };
    this.#queues.set(name, known);
    return known;
  }

  #add(name, messages) {
    const queue = this.#queue(name);
    for (const { delaySeconds, ...message } of messages) {
      if (delaySeconds > 0) setTimeout(() => this.#add(name, [message]), delaySeconds * 1000);
      else queue.lanes.add(message);
    }
    this.#wake(queue);
  }

  /** One batch at a time, so that they fill while the machine is busy; but none waits for one that takes long. */
  #wake(queue) {
    if (queue.timer !== null || !queue.lanes.isReady) return;
    const wait = queue.active === 0 ? 0 : Math.max(0, queue.since + PATIENCE - Date.now());
    queue.timer = setTimeout(() => {
      queue.timer = null;
      void this.#deliver(queue);
      this.#wake(queue);
    }, wait);
  }

  async #deliver(queue) {
    const { max_batch_size: size = 10 } = this.#env.CONSUMERS[queue.name];
    const batch = queue.lanes.take(size);
    if (batch.length === 0) return;
    queue.active += 1;
    queue.since = Date.now();
    const again = await this.#send(queue.name, batch);
    queue.active -= 1;
    queue.lanes.done(batch);
    this.#retry(queue.name, again);
    this.#wake(queue);
  }

  /** Gives those that are to be delivered again. */
  async #send(name, batch) {
    try {
      const { outcome, retryBatch, retryMessages } = await this.#env.WORKER.queue(name, batch);
      if (outcome !== 'ok' || retryBatch.retry) return batch;
      const ids = new Set(retryMessages.map(({ msgId }) => msgId));
      return batch.filter(({ id }) => ids.has(id));
    } catch (error) {
      console.error(`The queue ${name} could not deliver: ${error}`);
      return batch;
    }
  }

  #retry(name, messages) {
    const { max_retries: retries = 3, dead_letter_queue: dead } = this.#env.CONSUMERS[name];
    const next = messages.map((message) => ({ ...message, attempts: message.attempts + 1 }));
    this.#add(
      name,
      next.filter(({ attempts }) => attempts <= retries + 1),
    );
    if (dead !== undefined) {
      this.#add(
        dead,
        next.filter(({ attempts }) => attempts > retries + 1).map((one) => ({ ...one, attempts: 1 })),
      );
    }
  }
}

export default {
  fetch(request, { BROKER }) {
    return BROKER.get('queues').fetch(request);
  },
};
