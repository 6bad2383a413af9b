import { beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../../support/graph.ts';
import { createUser, node, post, publish, type User } from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

// hook → set → answer
const REPLYING = {
  nodes: [
    node('hook', 'trigger.webhook', { respond: 'respond_node' }),
    node('set', 'action.set', { mode: 'json', json: { name: '{{ $json.body.name.toUpperCase() }}' } }),
    node('answer', 'action.respond', { body: { type: 'first_item' } }),
  ],
  connections: chain('hook → set → answer'),
};

describe('a webhook whose caller waits', () => {
  it('is answered by the respond node', async () => {
    const { webhook } = await publish(user, REPLYING);
    const reply = await post(webhook, { name: 'ada' });
    expect([reply.status, reply.json]).toEqual([200, { name: 'ADA' }]);
  });
});
