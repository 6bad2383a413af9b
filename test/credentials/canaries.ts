import type { JsonObject } from '../../src/engine/json.ts';
import { newTarget } from '../support/target.ts';

/** All that headers may hold and encodings change. */
export const HARD = `/+= &"\\'<>!*()~%`;
/** All that were made. */
export const secrets: string[] = [];

/** A secret that nothing else holds. */
export function canary(name: string, more = HARD): string {
  const secret = `canary-${name}-${crypto.randomUUID().slice(0, 13)}${more}end`;
  secrets.push(secret);
  return secret;
}

function digits(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  const secret = String(7_000_000_000 + number);
  secrets.push(secret);
  return secret;
}

export type Kind = { readonly type: string; readonly data: JsonObject };

/** Where requests go. */
export const target = newTarget();
const tokenAnswer = btoa(JSON.stringify({ access_token: canary('client-token') }))
  .replace(/=+$/, '')
  .replaceAll('+', '-')
  .replaceAll('/', '_');

/** Every kind of credential that requests carry, each with its own secrets. */
export const CARRIED: { readonly [name: string]: Kind } = {
  'api_key in a header': { type: 'api_key', data: { in: 'header', name: 'X-Key', value: canary('key') } },
  'api_key in the query': {
    type: 'api_key',
    data: { in: 'query', name: 'key', value: canary('key-query', `${HARD}é☃`) },
  },
  basic: { type: 'basic', data: { username: 'ada', password: canary('basic', `${HARD}é☃`) } },
  bearer: { type: 'bearer', data: { token: canary('bearer') } },
  header: { type: 'header', data: { name: 'X-Token', value: canary('header') } },
  'header of digits': { type: 'header', data: { name: 'X-Token', value: digits() } },
  query: { type: 'query', data: { name: 'token', value: canary('query') } },
  oauth2: { type: 'oauth2', data: { access_token: canary('access', '-_.~+/=') } },
  oauth2_client: {
    type: 'oauth2_client',
    data: { token_url: target.url(`say/${tokenAnswer}`), client_id: 'client', client_secret: canary('client-secret') },
  },
  digest: { type: 'digest', data: { username: 'ada', password: canary('digest') } },
  custom: {
    type: 'custom',
    data: { headers: { 'x-one': canary('custom-header') }, query: { two: canary('custom-query') } },
  },
  aws_sigv4: {
    type: 'aws_sigv4',
    data: {
      access_key_id: 'AKIDEXAMPLE',
      secret_access_key: canary('aws'),
      session_token: canary('aws-session'),
      region: 'us-east-1',
      service: 'execute-api',
    },
  },
  oauth1: {
    type: 'oauth1',
    data: {
      consumer_key: 'consumer',
      consumer_secret: canary('consumer'),
      token: canary('token1'),
      token_secret: canary('token2'),
    },
  },
  'oauth1 in plain text': {
    type: 'oauth1',
    data: {
      consumer_key: 'consumer',
      consumer_secret: canary('consumer'),
      token: canary('token1'),
      token_secret: canary('token2'),
      signature_method: 'PLAINTEXT',
    },
  },
};
