import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { NodeDefinition } from '../../src/nodes/define-node.ts';
import { findNode } from '../../src/nodes/registry.ts';
import type { IncomingResponse } from '../../src/shared/http-exchange.ts';
import { jsonOf } from '../support/node-run.ts';

const CALLING: readonly (readonly [type: string, config: JsonObject, answer: string])[] = [
  ['action.http', { url: 'https://example.com' }, '{}'],
  ['action.graphql', { url: 'https://example.com', query: '{ a }' }, '{}'],
  ['action.rss_read', { url: 'https://example.com' }, '<rss><channel><item><title>x</title></item></channel></rss>'],
  ['action.send_email', { from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't' }, '{}'],
];

function definitionOf(type: string): NodeDefinition<unknown> {
  const definition = findNode(type);
  if (definition === undefined) throw new Error(`no node ${type}`);
  return definition;
}

/** Runs over eight items, and returns how many requests were open at the same time at most. */
async function busiest(type: string, config: JsonObject, answer: string): Promise<number> {
  let [under, most] = [0, 0];
  const respond = async (): Promise<IncomingResponse> => {
    under += 1;
    most = Math.max(most, under);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    under -= 1;
    const body = new TextEncoder().encode(answer);
    return { status: 200, statusText: '', url: 'https://example.com', headers: {}, body };
  };
  const credential =
    type === 'action.send_email'
      ? { credential: { type: 'mail', data: { provider: 'resend', api_key: 'k' }, allowedHosts: [] } }
      : {};
  await jsonOf(definitionOf(type), { items: Array.from({ length: 8 }, () => ({})), config, respond, ...credential });
  return most;
}

describe.each(CALLING)('%s', (type, config, answer) => {
  test('works on one item at a time', async () => {
    expect(await busiest(type, config, answer)).toBe(1);
  });

  test('works on as many items at a time as told', async () => {
    expect(await busiest(type, { ...config, concurrency: 3 }, answer)).toBe(3);
  });
});
