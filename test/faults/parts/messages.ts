import type { Row } from '../report/row.ts';
import { audit } from '../world/audit.ts';
import { ORDER_EFFECTS, orders } from '../world/orders.ts';
import { sendOrders } from '../world/send-orders.ts';
import { inWorld } from '../world/world.ts';

/** How the queue treats its messages: one in twenty is dropped, the others come three times, in another order. */
const FAULTS = { dropped: 0.05, copies: 3, spreadSeconds: 0.5 };

/** A stack with such a queue. */
export const BAD_QUEUE = { environment: { QUEUE_FAULTS: JSON.stringify(FAULTS) }, leaseSeconds: 3 };

/** (c) Executions whose queue messages are tripled, shuffled and dropped. */
export function disturbMessages({ executions }: { readonly executions: number }): Promise<Row> {
  return inWorld(BAD_QUEUE, async (world) => {
    const { client, stack, server, fault } = world;
    const { id, webhookPath } = await client.publish(orders(server.url, 'immediately'));
    const url = `${stack.url}${webhookPath}`;
    const sent = await sendOrders({ url, prefix: 'message', most: executions, concurrency: 16 });
    fault();
    const deliveries = sent.map(({ delivery }) => delivery);
    const { counts, breaks } = await audit(world, { workflowIds: [id], deliveries, effects: ORDER_EFFECTS });
    const note = 'each message three times, 5 % dropped';
    return { part: 'c', name: 'messages tripled, shuffled, dropped', counts, note, breaks };
  });
}
