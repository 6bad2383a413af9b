import type { AcceptedDelivery, RefusedDelivery } from '../api/schema.gen.ts';

export type Delivery = AcceptedDelivery | RefusedDelivery;

/** A call of a webhook as a list shows it. */
export type DeliveryLine = {
  readonly key: string;
  readonly at: string;
  readonly call: string;
  readonly text: string;
  readonly isRefused: boolean;
  /** What it became: can be looked at, and be let in once more. `null`: it was refused. */
  readonly execution: string | null;
};

/** What became of a call, in words, with the reason if it was refused. */
export function deliveryLine(delivery: Delivery, labelOf: (status: string) => string): DeliveryLine {
  const { created_at: at, method, path } = delivery;
  const call = method === null ? 'Call' : `${method} ${path || '/'}`;
  if (delivery.type === 'accepted') {
    const { execution_id: execution, status, error_code: code } = delivery;
    const text = code === null ? labelOf(status) : `${labelOf(status)}: ${code}`;
    return { key: execution, at, call, text, isRefused: false, execution };
  }
  const { id, http_status: status, message, unwritten } = delivery;
  const more = unwritten > 0 ? ` And ${unwritten} more shortly before.` : '';
  return { key: id, at, call, text: `Refused (${status}): ${message}${more}`, isRefused: true, execution: null };
}
