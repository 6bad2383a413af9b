import type { QueueFaults } from './queue-faults.js';

/** What the broker needs of its bindings; see scripts/local/workerd/configs.ts. */
type BrokerBindings = {
  readonly QUEUE: string;
  readonly CONSUMERS: { readonly [queue: string]: { readonly max_batch_size?: number } };
  /** Only tests have it. */
  readonly FAULTS?: QueueFaults;
  readonly WORKER: { queue(name: string, batch: readonly never[]): Promise<object> };
};

export declare class QueueBroker {
  constructor(state: null, env: BrokerBindings);
  fetch(request: Request): Promise<Response>;
}
