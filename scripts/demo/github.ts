import { createHmac, randomUUID } from 'node:crypto';
import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { z } from 'zod';

const eventsSchema = z.array(z.object({ name: z.string(), examples: z.array(z.unknown()) }));
const pushSchema = z.looseObject({ ref: z.string() });

/** The example of a push event in GitHub's documentation. */
export function examplePush(): unknown {
  const events = eventsSchema.parse(examples);
  const pushes = events.find(({ name }) => name === 'push')?.examples ?? [];
  const push = pushes.find((example) => pushSchema.parse(example).ref.startsWith('refs/heads/'));
  if (push === undefined) throw new Error('GitHub has no example of a push to a branch.');
  return push;
}

/** A webhook delivery of GitHub. */
export type Delivery = { readonly body: string; readonly headers: { readonly [name: string]: string } };

/** Makes a delivery of an event, with a new id and signed with the secret. */
export function deliver(event: string, payload: unknown, secret: string): Delivery {
  const body = JSON.stringify(payload);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/demo',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  };
}
