import { z } from 'zod';
import { callExpression } from './expression-field.ts';

/** How long a delivery may be remembered, in hours: as long as the history of a completed execution. */
export const MAX_WINDOW_HOURS = 720;

function windowHours() {
  return z.number().int().min(1).max(MAX_WINDOW_HOURS).default(MAX_WINDOW_HOURS).meta({
    title: 'Hours',
    description: 'For how many hours a delivery is known again; then it counts as new.',
  });
}

function by<Name extends string>(name: Name, description: string) {
  return z.literal(name).meta({ title: 'By', description });
}

/** How an endpoint knows a delivery that it has taken already. */
export const deduplicationSchema = z.discriminatedUnion('by', [
  z
    .strictObject({
      by: by('delivery_id', 'By the first of the delivery headers that is present.'),
      window_hours: windowHours(),
    })
    .meta({ title: 'Delivery id' }),
  z
    .strictObject({
      by: by('idempotency_key', 'By the header Idempotency-Key.'),
      window_hours: windowHours(),
    })
    .meta({ title: 'Idempotency-Key' }),
  z
    .strictObject({
      by: by('expression', 'By what an expression makes of the item.'),
      key: callExpression().meta({
        title: 'Key',
        description:
          'An expression over the item, e.g. {{ $json.body.order.id }}. Nothing or an empty text: always new.',
      }),
      window_hours: windowHours(),
    })
    .meta({ title: 'Expression' }),
  z.strictObject({ by: by('nothing', 'Each call starts an execution.') }).meta({ title: 'Nothing' }),
]);
