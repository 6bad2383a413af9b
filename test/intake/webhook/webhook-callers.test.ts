import { base64url, exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { createUser, send, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { admitting, deliver, hexOf, publishGuarded, secondsNow } from '../../support/webhook-senders.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const BODY = '{"a":1}';

async function guarded(authentication: JsonObject, theirs: string | null = null) {
  return publishGuarded(user, admitting(authentication), theirs);
}

function codeOf({ status, json }: { status: number; json: JsonObject }) {
  return [status, json.code];
}

describe('a webhook that wants basic authentication', () => {
  const basic = (secret: string) => ({ authorization: `Basic ${btoa(`me:${secret}`)}` });

  it('admits whoever knows the secret, and keeps it out of the history', async () => {
    const { webhook, secret } = await guarded({ type: 'basic', username: 'me' });
    const reply = await deliver(webhook, BODY, { ...basic(secret), 'x-kept': 'yes' });
    expect(reply.status).toBe(200);
    expect(reply.json.headers).toMatchObject({ 'x-kept': 'yes' });
    expect(reply.json.headers).not.toHaveProperty('authorization');
  });

  it('tells anybody else how to authenticate', async () => {
    const { webhook } = await guarded({ type: 'basic', username: 'me' });
    const reply = await deliver(webhook, '{', basic('wrong'));
    expect(codeOf(reply)).toEqual([401, 'webhooks.unauthenticated']);
    expect(reply.headers.get('www-authenticate')).toBe('Basic realm="webhook", charset="UTF-8"');
  });
});

describe('a webhook that wants a header', () => {
  it('admits whoever sends the secret in it, and keeps it out of the history', async () => {
    const { webhook, secret } = await guarded({ type: 'header', header: 'X-Key', prefix: 'Key ' });
    const reply = await deliver(webhook, BODY, { 'x-key': `Key ${secret}` });
    expect(reply.json).toMatchObject({ body: { a: 1 } });
    expect(reply.json.headers).not.toHaveProperty('x-key');
    expect(codeOf(await deliver(webhook, BODY, { 'x-key': secret }))).toEqual([401, 'webhooks.unauthenticated']);
  });
});

describe('a webhook that wants a token', () => {
  const sign = (secret: string, exp: number) =>
    new SignJWT({ exp, aud: 'flow' }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));

  it('admits a token under its secret, and keeps it out of the history', async () => {
    const { webhook, secret } = await guarded({ type: 'jwt', key: { from: 'secret' }, audience: 'flow' });
    const reply = await deliver(webhook, BODY, { authorization: `Bearer ${await sign(secret, secondsNow() + 60)}` });
    expect(reply.status).toBe(200);
    expect(reply.json.headers).not.toHaveProperty('authorization');
    const expired = await deliver(webhook, BODY, { authorization: `Bearer ${await sign(secret, secondsNow() - 60)}` });
    expect(codeOf(expired)).toEqual([401, 'webhooks.unauthenticated']);
    expect(expired.headers.get('www-authenticate')).toBe('Bearer realm="webhook"');
  });

  it('admits a token under a key of the set that its issuer publishes', async () => {
    const issuer = newTarget();
    const [known, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
    const set = JSON.stringify({ keys: [{ ...(await exportJWK(known.publicKey)), kid: 'k' }] });
    const url = issuer.url(`say/${base64url.encode(set)}`);
    const { webhook } = await guarded({ type: 'jwt', key: { from: 'jwks', url } });
    const call = async ({ privateKey }: GenerateKeyPairResult, kid: string) => {
      const token = new SignJWT({ exp: secondsNow() + 60 }).setProtectedHeader({ alg: 'ES256', kid });
      return (await deliver(webhook, BODY, { authorization: `Bearer ${await token.sign(privateKey)}` })).status;
    };
    const calls = [call(known, 'k'), call(known, 'k'), call(known, 'k'), call(other, 'k'), call(other, 'o')];
    expect(await Promise.all(calls)).toEqual([200, 200, 200, 401, 401]);
    expect((await issuer.calls()).length).toBeLessThanOrEqual(4);
  });

  it('asks no address in a private network for keys', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ exp: secondsNow() + 60 })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .sign(privateKey);
    const { webhook } = await guarded({ type: 'jwt', key: { from: 'jwks', url: 'http://10.0.0.7/jwks.json' } });
    const reply = await deliver(webhook, BODY, { authorization: `Bearer ${token}` });
    expect([...codeOf(reply), reply.headers.get('retry-after')]).toEqual([503, 'webhooks.keys_unavailable', '30']);
  });
});

describe('a webhook of GitLab', () => {
  it('keeps the token out of the history', async () => {
    const { webhook, secret } = await guarded({ type: 'gitlab' });
    const reply = await deliver(webhook, BODY, { 'x-gitlab-token': secret });
    expect(reply.status).toBe(200);
    expect(reply.json.headers).not.toHaveProperty('x-gitlab-token');
  });
});

describe('a webhook with an HMAC of its own making', () => {
  const authentication = {
    type: 'hmac',
    header: 'X-Sig',
    signed: '{timestamp}:{body}',
    timestamp: { header: 'X-Time', tolerance_seconds: 60 },
  };

  it('says which header is wrong: the one with the signature, or the one with the time', async () => {
    const { webhook, secret } = await guarded(authentication);
    const call = async (time: number, text = `${time}:${BODY}`) =>
      deliver(webhook, BODY, { 'x-time': String(time), 'x-sig': await hexOf(secret, text, '') });
    expect((await call(secondsNow())).status).toBe(200);
    const old = await call(secondsNow() - 61);
    expect(codeOf(old)).toEqual([401, 'webhooks.stale_timestamp']);
    expect(old.json.detail).toContain('X-Time');
    const forged = await call(secondsNow(), BODY);
    expect(codeOf(forged)).toEqual([401, 'webhooks.invalid_signature']);
    expect(forged.json.detail).toContain('X-Sig');
  });
});

describe('a body that is too large', () => {
  it('is refused before anybody checks who sent it', async () => {
    const { webhook } = await guarded({ type: 'github' });
    const reply = await deliver(webhook, ' '.repeat(20 * 1024 * 1024), {});
    expect(reply.status).toBe(413);
  });
});

describe('a challenge', () => {
  it('of Slack is answered when it is signed, and starts nothing', async () => {
    const { id, webhook, secret } = await guarded({ type: 'slack' }, 'the signing secret of an app');
    const body = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aBm2rZgRNFdxV2595' });
    const time = String(secondsNow());
    const signature = await hexOf(secret, `v0:${time}:${body}`, 'v0=');
    const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': signature };
    for (const _again of [1, 2]) {
      const reply = await deliver(webhook, body, headers);
      expect([reply.status, reply.text]).toEqual([200, '3eZbrw1aBm2rZgRNFdxV2595']);
      expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const unsigned = await deliver(webhook, body, { ...headers, 'x-slack-signature': 'v0=00' });
    expect(codeOf(unsigned)).toEqual([401, 'webhooks.invalid_signature']);
    expect((await user.api('GET', `/executions?workflow_id=${id}`)).json.data).toEqual([]);
  });

  it('of Meta is answered by GET, whatever methods the webhook takes, as long as it is active', async () => {
    const meta = { type: 'meta', verify_token: 'meatyhamhock' };
    const { id, etag, webhook } = await guarded(meta, 'the secret of an app');
    const ask = (token: string) =>
      send('GET', `${webhook}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
    const answered = await ask('meatyhamhock');
    expect([answered.status, answered.text]).toEqual([200, '1158201444']);
    expect(codeOf(await ask('other'))).toEqual([401, 'webhooks.unauthenticated']);
    expect((await send('GET', webhook)).status).toBe(405);
    expect((await user.api('GET', `/executions?workflow_id=${id}`)).json.data).toEqual([]);
    await user.api('POST', `/workflows/${id}/deactivate`, {}, { 'if-match': etag });
    expect((await ask('meatyhamhock')).status).toBe(404);
  });
});
