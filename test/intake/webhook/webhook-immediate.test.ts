import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { executionId, untilStatus } from '../../support/executions.ts';
import { hooked, showing } from '../../support/hooked.ts';
import {
  createUser,
  node,
  type Published,
  post,
  publish,
  type Reply,
  send,
  type User,
} from '../../support/running-app.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function open(immediate_response: JsonObject): Promise<Published> {
  return publish(user, hooked({ immediate_response }, showing({ n: 1 })));
}

const typeOf = ({ headers }: Reply) => headers.get('content-type');

describe('a webhook that answers at once', () => {
  it('gives the text that its sender insists on, also when that repeats itself', async () => {
    const { webhook } = await open({ status: 200, body: 'ok' });
    const replies = [await post(webhook, {}, { 'webhook-id': 'a' }), await post(webhook, {}, { 'webhook-id': 'a' })];
    expect(replies.map((reply) => [reply.status, reply.text, typeOf(reply)])).toEqual(
      Array(2).fill([200, 'ok', 'text/plain; charset=utf-8']),
    );
    const [id = '', ...others] = new Set(replies.map(executionId));
    expect(others).toEqual([]);
    await untilStatus(user, id, 'completed');
  });

  it('may give an empty text, none at all, or XML', async () => {
    expect(await post((await open({ status: 200, body: '' })).webhook, {})).toMatchObject({ status: 200, text: '' });
    expect(await post((await open({ status: 204 })).webhook, {})).toMatchObject({ status: 204, text: '' });
    const twiml = await post((await open({ status: 200, body: '<Response/>', content_type: 'text/xml' })).webhook, {});
    expect([twiml.text, typeOf(twiml)]).toEqual(['<Response/>', 'text/xml']);
  });

  it('gives the id of the execution with another status', async () => {
    const reply = await post((await open({ status: 200 })).webhook, {});
    expect([reply.status, reply.json.status]).toEqual([200, 'queued']);
  });

  it('puts pages in the sandbox', async () => {
    const reply = await post((await open({ status: 200, body: '<script>', content_type: 'text/html' })).webhook, {});
    expect(reply.headers.get('content-security-policy')).toMatch(/^sandbox /);
  });
});

describe('each answer of a webhook', () => {
  it('is taken by browsers for what it says that it is', async () => {
    const stop = node('stop', 'action.stop_error', { message: 'No' });
    const answer = node('answer', 'action.respond', { respond_with: 'text', body: '<b>' });
    const answers = await Promise.all([
      open({}).then(({ webhook }) => post(webhook, {})),
      open({ status: 200, body: '<b>' }).then(({ webhook }) => post(webhook, {})),
      publish(user, hooked({ respond: 'last_node' }, showing({}))).then(({ webhook }) => post(webhook, {})),
      publish(user, hooked({ respond: 'last_node' }, stop)).then(({ webhook }) => post(webhook, {})),
      publish(user, hooked({ respond: 'respond_node' }, answer)).then(({ webhook }) => post(webhook, {})),
      open({}).then(({ webhook }) => send('PUT', webhook)),
      post('/webhooks/unknown/path', {}),
      send('OPTIONS', '/webhooks/unknown'),
    ]);
    expect(answers.map(({ status, headers }) => [status, headers.get('x-content-type-options')])).toEqual(
      [202, 200, 200, 502, 200, 405, 404, 404].map((status) => [status, 'nosniff']),
    );
  });
});
