import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { waitLogic } from '../../../src/nodes/logic/wait.ts';
import type { OutsideWait } from '../../../src/nodes/node-run.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import { type FakeRun, fakeRun, NOW, outputsOf, runNode } from '../../support/node-run.ts';

const items = [{ n: 1 }, { n: 2 }];
const config = { resume: 'webhook' };
const YEAR = 365 * 86_400_000;

/** The wait that the node opens. */
async function opened(run: FakeRun): Promise<OutsideWait> {
  const waits: OutsideWait[] = [];
  const fake = fakeRun(waitLogic, { items, ...run });
  const open = (wait: OutsideWait) => {
    waits.push(wait);
    return fake.waits.open(wait);
  };
  await waitLogic.execute({ ...fake, waits: { ...fake.waits, open } });
  const [wait] = waits;
  if (wait === undefined) throw new Error('no wait was opened');
  return wait;
}

async function answer(response: JsonObject): Promise<JsonObject> {
  const { details } = await opened({ config: { ...config, response } });
  const { body, ...rest } = JSON.parse(JSON.stringify(details.response));
  return { ...rest, body: atob(body) };
}

describe('logic.wait for a call', () => {
  test('waits without an end', async () => {
    expect(await runNode(waitLogic, { items, config })).toEqual({ type: 'waiting', until: null });
  });

  test.each([
    [{ type: 'after', amount: 365, unit: 'days' }, NOW + YEAR],
    [{ type: 'at', date_time: '2027-03-04T05:06:07Z' }, NOW + YEAR],
  ])('waits until the limit %j', async (limit, until) => {
    const run = { items, config: { ...config, limit } };
    expect(await runNode(waitLogic, run)).toEqual({ type: 'waiting', until });
    expect((await opened(run)).until).toBe(until);
  });

  test('tells how callers authenticate', async () => {
    const wait = await opened({ config: { ...config, methods: ['GET', 'PUT'] } });
    expect(wait).toMatchObject({
      kind: 'webhook',
      details: { methods: ['GET', 'PUT'], authentication: { type: 'none' } },
    });
  });

  const call = { method: 'POST', headers: { a: 'b' }, query: { x: '1' }, body: { yes: true } };

  test('goes on with the call as one item, linked with all items that waited', async () => {
    const outputs = await outputsOf(waitLogic, { items, config, resumed: true, received: call });
    expect(outputs.main).toEqual([{ json: { ...call, resumed_by: 'call' }, from: [0, 1] }]);
  });

  test('does not wait for a call that came before its runner was lost', async () => {
    const outputs = await outputsOf(waitLogic, { items, config, received: call });
    expect(outputs.main).toEqual([{ json: { ...call, resumed_by: 'call' }, from: [0, 1] }]);
  });

  test('passes its items on at the limit, marked as such', async () => {
    expect((await outputsOf(waitLogic, { items, config, resumed: true })).main).toEqual([
      { json: { n: 1, resumed_by: 'limit' }, from: 0 },
      { json: { n: 2, resumed_by: 'limit' }, from: 1 },
    ]);
  });

  test('fails at the limit if told so', async () => {
    const run = { items, config: { ...config, on_limit: 'fail' }, resumed: true };
    await expect(runNode(waitLogic, run)).rejects.toMatchObject({ code: 'wait.limit_reached', retryable: false });
  });

  test.each(['2020-01-01T00:00:00Z', '-000001-01-01T00:00:00Z'])(
    'does not wait beyond a limit that has passed: %s',
    async (date_time) => {
      const limit = { type: 'at', date_time };
      expect((await outputsOf(waitLogic, { items, config: { ...config, limit } })).main).toHaveLength(2);
    },
  );
});

describe('the answer of logic.wait to its caller', () => {
  const json = { 'content-type': 'application/json' };

  test.each<[JsonObject, JsonObject]>([
    [{}, { status: 200, headers: json, body: '{"resumed":true}' }],
    [
      { status: 202, body: [1] },
      { status: 202, headers: json, body: '[1]' },
    ],
    [{ body: 'thanks' }, { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'thanks' }],
    [
      { body: '<p>', headers: { 'Content-Type': 'text/html' } },
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' },
    ],
  ])('%j', async (response, expected) => {
    expect(await answer(response)).toEqual(expected);
  });

  test.each([{ 'Set-Cookie': 'a=b' }, { 'X-A': 'a\r\nb: c' }])('never has the headers %j', async (headers) => {
    const run = { items, config: { ...config, response: { headers } } };
    await expect(runNode(waitLogic, run)).rejects.toMatchObject({ code: 'respond.header_invalid' });
  });
});

describe('the authentication of logic.wait', () => {
  const allowedHosts: string[] = [];

  test.each([
    ['hmac_sha256', undefined, 'wait.no_credential'],
    ['hmac_sha256', { type: 'crypto', data: { private_key: 'k' }, allowedHosts }, 'wait.credential_invalid'],
    ['hmac_sha256', { type: 'basic', data: { hmac_secret: 'k' }, allowedHosts }, 'wait.credential_invalid'],
    ['credential', { type: 'digest', data: { username: 'u', password: 'p' }, allowedHosts }, 'wait.credential_invalid'],
    ['credential', undefined, 'wait.no_credential'],
    ['credential', { type: 'totp', data: {}, allowedHosts }, 'http.credential_invalid'],
  ])('%s with %j fails before anybody calls', async (type, credential, code) => {
    const run = { items, config: { ...config, authentication: { type } }, ...(credential && { credential }) };
    await expect(runNode(waitLogic, run)).rejects.toMatchObject({ code });
  });

  test('keeps no secret among the details', async () => {
    const credential = { type: 'crypto', data: { hmac_secret: 'do-not-tell' }, allowedHosts };
    const wait = await opened({ config: { ...config, authentication: { type: 'hmac_sha256' } }, credential });
    expect(JSON.stringify(wait)).not.toContain('do-not-tell');
  });
});

describe('the traits of logic.wait', () => {
  test.each([
    [{ resume: 'after' }, 'none'],
    [{ resume: 'at' }, 'none'],
    [{ resume: 'webhook' }, 'write'],
    [{ resume: '{{ $json.mode }}' }, 'write'],
  ])('with %j: effect %s', (raw, effect) => {
    const traits = createCatalog().traits({ id: 'w', type: 'logic.wait', name: 'w', config: raw });
    expect(traits?.effect).toBe(effect);
  });
});
