import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { webhookConfigSchema } from '../../../src/nodes/triggers/webhook.ts';
import { waitAuthenticationSchema } from '../../../src/nodes/waits/call-config.ts';

function isValid(authentication: JsonObject): boolean {
  return webhookConfigSchema.safeParse({ authentication }).success;
}

const timestamp = { header: 'X-Time' };
const pem = '-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----';

describe('the authentication of a webhook', () => {
  it('has defaults for an HMAC', () => {
    const { authentication } = webhookConfigSchema.parse({ authentication: { type: 'hmac' } });
    expect(authentication).toEqual({
      type: 'hmac',
      algorithm: 'sha256',
      header: 'X-Signature',
      prefix: '',
      encoding: 'hex',
      signed: '{body}',
      timestamp: null,
    });
  });

  it('has defaults for a token', () => {
    const { authentication } = webhookConfigSchema.parse({ authentication: { type: 'jwt', key: { from: 'secret' } } });
    expect(authentication).toEqual({
      type: 'jwt',
      key: { from: 'secret', algorithm: 'HS256' },
      header: 'Authorization',
      prefix: 'Bearer ',
      clock_tolerance_seconds: 30,
      require_expiry: true,
    });
  });

  it.each<JsonObject>([
    { type: 'hmac', signed: '{timestamp}.{body}', timestamp },
    { type: 'hmac', signed: '{method} {url} {header:X-Id} {body}' },
    { type: 'jwt', key: { from: 'public_key', algorithm: 'EdDSA', public_key: pem } },
    { type: 'jwt', key: { from: 'jwks', url: 'https://issuer.example.com/jwks', algorithms: ['ES256'] } },
    { type: 'stripe', tolerance_seconds: 60 },
    { type: 'meta', verify_token: 'token' },
  ])('may be %j', (authentication) => {
    expect(isValid(authentication)).toBe(true);
  });

  it.each<[string, JsonObject]>([
    ['signed without the body', { type: 'hmac', signed: '{timestamp}', timestamp }],
    ['with a time that is not signed', { type: 'hmac', timestamp }],
    ['signed with a time that no header tells', { type: 'hmac', signed: '{timestamp}.{body}' }],
    ['signed by a template with an unknown name', { type: 'hmac', signed: '{body}{id}' }],
    ['signed by a template with a header that is none', { type: 'hmac', signed: '{body}{header:a b}' }],
    ['signed by an open brace', { type: 'hmac', signed: '{body}{' }],
    ['a hash that is broken', { type: 'hmac', algorithm: 'md5' }],
    ['a header that is none', { type: 'header', header: 'X Y' }],
    ['a user name with a colon', { type: 'basic', username: 'a:b' }],
    ['a secret with a public-key algorithm', { type: 'jwt', key: { from: 'secret', algorithm: 'RS256' } }],
    [
      'a public key with a secret algorithm',
      { type: 'jwt', key: { from: 'public_key', algorithm: 'HS256', public_key: pem } },
    ],
    [
      'a set with a secret algorithm',
      { type: 'jwt', key: { from: 'jwks', url: 'https://a.example.com', algorithms: ['HS256'] } },
    ],
    ['a set with no algorithm', { type: 'jwt', key: { from: 'jwks', url: 'https://a.example.com', algorithms: [] } }],
    ['tokens without a signature', { type: 'jwt', key: { from: 'secret', algorithm: 'none' } }],
    ['a private key', { type: 'jwt', key: { from: 'public_key', public_key: pem.replaceAll('PUBLIC', 'PRIVATE') } }],
    ['keys of a file', { type: 'jwt', key: { from: 'jwks', url: 'file:///etc/passwd' } }],
    ['a tolerance of days', { type: 'slack', tolerance_seconds: 86_401 }],
    ['Meta without a verify token', { type: 'meta' }],
    ['a field that is not its own', { type: 'github', tolerance_seconds: 300 }],
  ])('may not be %s', (_name, authentication) => {
    expect(isValid(authentication)).toBe(false);
  });

  it('has one shape with waits, where it is a signature', () => {
    for (const authentication of [{ type: 'hmac' }, { type: 'hmac_sha256' }, { type: 'none' }]) {
      const ofWebhook = webhookConfigSchema.parse({ authentication }).authentication;
      expect(waitAuthenticationSchema.parse(authentication)).toEqual(ofWebhook);
    }
  });
});
