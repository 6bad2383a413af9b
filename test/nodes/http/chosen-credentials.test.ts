import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { CredentialSecret } from '../../../src/nodes/node-run.ts';
import { requestOf, URL } from './request-of.ts';

describe('action.http and credentials', () => {
  const with_ = (type: string, data: JsonObject, allowedHosts: string[] = []): { credential: CredentialSecret } => ({
    credential: { type, data, allowedHosts },
  });

  test.each<[string, JsonObject, Record<string, string>]>([
    ['api_key', { value: 's' }, { 'x-api-key': 's' }],
    ['api_key', { name: 'X-Token', value: 's', in: 'header' }, { 'x-token': 's' }],
    ['basic', { username: 'ada', password: 'pässword' }, { authorization: 'Basic YWRhOnDDpHNzd29yZA==' }],
    ['bearer', { token: 's' }, { authorization: 'Bearer s' }],
    ['header', { name: 'X-Secret', value: 's' }, { 'x-secret': 's' }],
    ['oauth2', { access_token: 's' }, { authorization: 'Bearer s' }],
  ])('%s with %j', async (type, data, headers) => {
    const request = await requestOf({ headers: { Authorization: 'mine' } }, with_(type, data));
    expect(request.headers).toMatchObject(headers);
    expect(request.secretHeaders?.map((name) => name.toLowerCase())).toEqual(Object.keys(headers));
  });

  test.each<[string, JsonObject]>([
    ['api_key', { name: 'key', value: 's', in: 'query' }],
    ['query', { name: 'key', value: 's' }],
  ])('%s in the query', async (type, data) => {
    expect((await requestOf({ query: { a: 1 } }, with_(type, data))).url).toBe(`${URL}?a=1&key=s`);
  });

  test('binds the request to the hosts of the credential', async () => {
    const credential = with_('bearer', { token: 's' }, ['api.example.com']);
    expect((await requestOf({}, credential)).allowedHosts).toEqual(['api.example.com']);
    expect('allowedHosts' in (await requestOf({}))).toBe(false);
  });

  test.each<[string, JsonObject]>([
    ['bearer', { tokens: 'secret' }],
    ['smtp', { token: 'secret' }],
    ['api_key', { value: '' }],
  ])('refuses %s with %j and tells nothing of it', async (type, data) => {
    const refused = requestOf({}, with_(type, data));
    await expect(refused).rejects.toMatchObject({ code: 'http.credential_invalid' });
    await expect(refused).rejects.toThrow(/^(?!.*secret)/);
  });
});
