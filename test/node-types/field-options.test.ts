import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listOptions, type OptionDeps } from '../../src/node-types/options/list-options.ts';
import { OPTION_FIELDS, optionSource } from '../../src/nodes/options/option-sources.ts';
import { WIDGETS } from '../../src/nodes/presentation/widgets.ts';
import { credentialsOf } from '../../src/nodes/registry.ts';
import type { Actor } from '../../src/security/permissions.ts';
import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';
import { createUser, type Reply, type User } from '../support/running-app.ts';
import { newTarget } from '../support/target.ts';

const SECRET = `very-secret-${crypto.randomUUID()}`;

let user: User;

beforeAll(async () => {
  user = await createUser();
});

async function credential(type: string, data: object, hosts: readonly string[] = ['*']): Promise<string> {
  const reply = await user.api('POST', '/credentials', { name: 'C', type, data, allowed_hosts: hosts });
  return z.string().parse(reply.json.id);
}

function ask(type: string, body: object, as: User = user, headers: Record<string, string> = {}): Promise<Reply> {
  return as.api('POST', `/node-types/${type}/options`, body, headers);
}

const SCHEMA = {
  data: {
    __schema: {
      queryType: {
        fields: [
          { name: 'orders', description: 'All  orders.\n' },
          { name: 'order', description: null },
        ],
      },
      mutationType: { fields: [{ name: 'pay', description: null }] },
    },
  },
};

/** The address at which the target answers with this. */
function saying(target: ReturnType<typeof newTarget>, answer: unknown): string {
  return target.url(
    `say/${btoa(JSON.stringify(answer)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`,
  );
}

describe('the options of a field', () => {
  it('are there for the fields that say so, and for no others', () => {
    const said = Object.entries(WIDGETS).flatMap(([type, widgets]) =>
      Object.entries(widgets).flatMap(([field, { options }]) => (options ? [{ type, field }] : [])),
    );
    const known = OPTION_FIELDS.map(({ type, field }) => ({ type, field }));
    expect(new Set(said.map((one) => JSON.stringify(one)))).toEqual(new Set(known.map((one) => JSON.stringify(one))));
  });

  it('are the operations of a GraphQL endpoint, which is asked with the credential', async () => {
    const target = newTarget();
    const id = await credential('bearer', { token: SECRET });
    const reply = await ask('action.graphql', {
      field: 'query',
      credential_id: id,
      config: { url: saying(target, SCHEMA) },
    });
    expect([reply.status, reply.json.data]).toEqual([
      200,
      [
        { value: 'query {\n  orders\n}', label: 'query orders: All orders.' },
        { value: 'query {\n  order\n}', label: 'query order' },
        { value: 'mutation {\n  pay\n}', label: 'mutation pay' },
      ],
    ]);
    expect(await target.calls()).toMatchObject([{ method: 'POST', body: expect.stringContaining('__schema') }]);
  });

  it('are asked for nowhere but at the hosts of the credential', async () => {
    const target = newTarget();
    const id = await credential('bearer', { token: SECRET }, ['api.example.com']);
    const reply = await ask('action.graphql', {
      field: 'query',
      credential_id: id,
      config: { url: target.url('echo') },
    });
    expect(reply).toMatchObject({ status: 422, json: { code: 'node_types.options_failed' } });
    expect(reply.json.errors).toMatchObject([{ code: 'egress.host_not_allowed' }]);
    expect([reply.text.includes(SECRET), await target.calls()]).toEqual([false, []]);
  });

  it.each([
    ['what the platform does not reach', 'http://169.254.169.254/latest', /^egress\./],
    ['an expression', 'https://{{ $json.host }}/', /^options\.url_required$/],
    ['nothing', '', /^options\.url_required$/],
  ])('are not asked for at %s', async (_what, url, code) => {
    const { status, json } = await ask('action.graphql', { field: 'query', config: { url } });
    expect([status, json.errors]).toEqual([422, [expect.objectContaining({ code: expect.stringMatching(code) })]]);
  });

  it('hold no word of a service that refuses, or answers something else', async () => {
    const target = newTarget();
    const id = await credential('bearer', { token: SECRET });
    for (const url of [target.url('echo'), target.url('status/401'), saying(target, { data: null })]) {
      const reply = await ask('action.graphql', { field: 'query', credential_id: id, config: { url } });
      expect([reply.status, reply.json.code]).toEqual([422, 'node_types.options_failed']);
      expect(reply.text).not.toContain(SECRET);
    }
  });

  it('are told to nobody who may not use credentials, nor with one that is not theirs', async () => {
    const key = await user.api('POST', '/api-keys', { name: 'k', scopes: ['workflows:write', 'credentials:read'] });
    const as = { authorization: '', 'x-api-key': String(key.json.key) };
    expect((await ask('action.graphql', { field: 'query', config: {} }, user, as)).status).toBe(403);
    const id = await credential('bearer', { token: SECRET });
    const other = await createUser();
    const body = { field: 'query', credential_id: id, config: { url: newTarget().url('echo') } };
    expect(await ask('action.graphql', body, other)).toMatchObject({
      status: 404,
      json: { code: 'credentials.not_found' },
    });
  });

  it.each([
    ['a field that has none', 'action.graphql', { field: 'url' }, 404, 'node_types.no_options'],
    ['a type that there is not', 'action.nothing', { field: 'query' }, 404, 'node_types.no_options'],
    ['no credential where one is needed', 'action.send_email', { field: 'from' }, 422, 'node_types.options_failed'],
  ])('are refused for %s', async (_what, type, body, status, code) => {
    expect(await ask(type, body)).toMatchObject({ status, json: { code } });
  });

  it('are refused with a credential that the node does not take', async () => {
    const id = await credential('bearer', { token: SECRET });
    const reply = await ask('action.send_email', { field: 'from', credential_id: id });
    expect(reply).toMatchObject({ status: 422, json: { code: 'node_types.wrong_credential' } });
  });
});

const ACTOR: Actor = {
  userId: null,
  workspaceId: crypto.randomUUID(),
  role: 'owner',
  permissions: new Set(),
  via: 'token',
  sessionId: null,
  apiKeyId: null,
  ip: null,
};

/** The question about senders, answered by a provider that says this; gives what was sent, too. */
async function askProvider(data: object, answer: unknown) {
  const sent: OutgoingRequest[] = [];
  const secret = { type: 'mail', data: { api_key: SECRET, ...data }, allowedHosts: [] };
  const deps: OptionDeps = {
    optionSource,
    credentialsOf,
    now: Date.now,
    attempts: { take: async () => undefined },
    credentialFor: async () => ({ id: 'c', type: 'mail' }),
    openCredential: async () => secret,
    send: async (request) => {
      sent.push(request);
      const body = new TextEncoder().encode(JSON.stringify(answer));
      return { status: 200, statusText: '', url: request.url, headers: { 'content-type': 'application/json' }, body };
    },
  };
  const options = await listOptions(deps, ACTOR, {
    type: 'action.send_email',
    field: 'from',
    credential_id: 'c',
    config: {},
  });
  return { options, sent };
}

describe('the senders of a mail provider', () => {
  it.each([
    [
      'resend',
      {
        data: [
          { name: 'a.test', status: 'verified' },
          { name: 'b.test', status: 'pending' },
        ],
      },
      [{ value: 'hello@a.test', label: 'any address at a.test' }],
      'https://api.resend.com/domains',
    ],
    [
      'sendgrid',
      {
        results: [
          { from_email: 'ada@a.test', from_name: 'Ada', verified: true },
          { from_email: 'b@a.test', verified: false },
        ],
      },
      [{ value: 'Ada <ada@a.test>', label: 'Ada (ada@a.test)' }],
      'https://api.sendgrid.com/v3/verified_senders',
    ],
    [
      'brevo',
      { senders: [{ email: 'ada@a.test', name: '', active: true }] },
      [{ value: 'ada@a.test', label: 'ada@a.test' }],
      'https://api.brevo.com/v3/senders',
    ],
  ])('%s are asked at its own address, with the key in a secret header', async (provider, answer, expected, url) => {
    const { options, sent } = await askProvider({ provider }, answer);
    expect(options).toEqual(expected);
    const [name = ''] = sent[0]?.secretHeaders ?? [];
    expect(sent).toMatchObject([{ method: 'GET', url, followRedirects: false, reads: true }]);
    expect(sent[0]?.headers[name]).toContain(SECRET);
  });

  it('are not told by Postmark, and not read from an answer that is none', async () => {
    await expect(askProvider({ provider: 'postmark' }, {})).rejects.toMatchObject({
      code: 'node_types.options_failed',
    });
    await expect(askProvider({ provider: 'resend' }, { data: 'x' })).rejects.toMatchObject({ status: 422 });
  });
});
