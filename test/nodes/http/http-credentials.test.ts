import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { httpAction } from '../../../src/nodes/actions/http.ts';
import { answerChallenge, readChallenge } from '../../../src/nodes/http/digest.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { runNode } from '../../support/node-run.ts';

const URL = 'https://api.example.com/dir/index.html?q=1';
const TOKEN_URL = 'https://login.example.com/token';

type Answer = Partial<Omit<IncomingResponse, 'body'>> & { readonly text?: string };

/** Sends the requests of two items with this credential to a server that answers as told. */
async function exchange(type: string, data: JsonObject, respond: (request: OutgoingRequest) => Answer) {
  const sent: OutgoingRequest[] = [];
  await runNode(httpAction, {
    items: [{}, {}],
    config: { url: URL },
    credential: { type, data, allowedHosts: ['*.example.com'] },
    respond: (request) => {
      sent.push(request);
      const { text = '{}', ...answer } = respond(request);
      return {
        status: 200,
        statusText: '',
        url: request.url,
        headers: {},
        body: new TextEncoder().encode(text),
        ...answer,
      };
    },
  });
  return sent;
}

describe('an answer to a digest challenge', () => {
  const request = {
    method: 'GET',
    url: 'http://www.example.org/dir/index.html',
    username: 'Mufasa',
    password: 'Circle of Life',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  };
  const asked = (algorithm: string) =>
    readChallenge(
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
    ) ?? {};

  test.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('is that of RFC 7616 §3.9.1 for %s', (algorithm, response) => {
    expect(answerChallenge(asked(algorithm), { ...request, url: 'http://www.example.org/dir/index.html' })).toContain(
      `response="${response}"`,
    );
  });

  test('is that of RFC 2617 without a quality of protection', () => {
    const challenge = { realm: 'r', nonce: 'n' };
    expect(answerChallenge(challenge, request)).not.toContain('qop');
  });

  test.each(['SHA-512-256', 'x', 'constructor', 'valueOf', '__proto__'])('is refused for %s', (algorithm) => {
    expect(() => answerChallenge(asked(algorithm), request)).toThrow(
      expect.objectContaining({ code: 'http.digest_unsupported' }),
    );
  });

  test('is searched in linear time in a header of one long word', () => {
    expect(readChallenge(`Digest ${'a'.repeat(200_000)}`)).toEqual({});
  });

  test('is none if there is no challenge', () => {
    expect([readChallenge(undefined), readChallenge('Basic realm="x"')]).toEqual([null, null]);
    expect(readChallenge('Basic realm="x", Digest realm="y", nonce="z"')).toMatchObject({ realm: 'y', nonce: 'z' });
  });
});

describe('action.http with a credential', () => {
  test('of digest type sends the request twice, with the answer to the challenge', async () => {
    const headers = { 'www-authenticate': 'Digest realm="r", nonce="n", qop="auth"' };
    const sent = await exchange('digest', { username: 'u', password: 'hunter2' }, (request) =>
      request.headers.authorization === undefined ? { status: 401, headers } : {},
    );
    expect(sent.map((request) => request.headers.authorization?.split(' ')[0])).toEqual([
      ...[undefined, 'Digest', undefined, 'Digest'],
    ]);
    expect(sent[1]?.headers.authorization).toContain('uri="/dir/index.html?q=1"');
    expect(JSON.stringify(sent)).not.toContain('hunter2');
  });

  test('of digest type fails when the answer is refused', async () => {
    const headers = { 'www-authenticate': 'Digest realm="r", nonce="n"' };
    const refused = exchange('digest', { username: 'u', password: 'p' }, () => ({ status: 401, headers }));
    await expect(refused).rejects.toMatchObject({ code: 'http.client_error', item: 0 });
  });

  test('of digest type does not answer another server', async () => {
    const headers = { 'www-authenticate': 'Digest realm="r", nonce="n"' };
    const sent: string[] = [];
    const elsewhere = exchange('digest', { username: 'u', password: 'p' }, (request) => {
      sent.push(request.url);
      return { status: 401, headers, url: 'https://evil.example.com/' };
    });
    await expect(elsewhere).rejects.toMatchObject({ code: 'http.client_error' });
    expect(sent).toEqual([URL]);
  });

  test('of a client requests one token for all items', async () => {
    const data = { token_url: TOKEN_URL, client_id: 'a b', client_secret: 's', scope: 'x y', send_in: 'header' };
    const sent = await exchange('oauth2_client', data, () => ({ text: '{"access_token":"t"}' }));
    expect(sent[0]).toMatchObject({
      ...{
        method: 'POST',
        url: TOKEN_URL,
        body: 'grant_type=client_credentials&scope=x+y',
        followRedirects: false,
        reads: true,
      },
      headers: { authorization: `Basic ${btoa('a%20b:s')}` },
      allowedHosts: ['*.example.com'],
    });
    expect(sent.slice(1).map(({ headers }) => headers.authorization)).toEqual(['Bearer t', 'Bearer t']);
  });

  test('of a client sends its secret in the body if told so', async () => {
    const data = { token_url: TOKEN_URL, client_id: 'a', client_secret: 's', audience: 'api', send_in: 'body' };
    const [first] = await exchange('oauth2_client', data, () => ({ text: '{"access_token":"t"}' }));
    expect(first?.body).toBe('grant_type=client_credentials&audience=api&client_id=a&client_secret=s');
    expect(first?.headers.authorization).toBeUndefined();
  });

  test.each([
    [{ text: '{}' }, 'http.no_token'],
    [{ status: 401 }, 'http.client_error'],
    [{ status: 503 }, 'http.server_error'],
  ])('of a client fails when the token server answers %j', async (answer, code) => {
    const data = { token_url: TOKEN_URL, client_id: 'a', client_secret: 's' };
    await expect(exchange('oauth2_client', data, () => answer)).rejects.toMatchObject({ code });
  });

  test('of custom type adds headers and parameters, all of them secret', async () => {
    const [sent] = await exchange('custom', { headers: { 'X-A': '1' }, query: { key: '2' } }, () => ({}));
    expect(sent).toMatchObject({ url: `${URL}&key=2`, headers: { 'x-a': '1' }, secretHeaders: ['X-A'] });
  });
});
