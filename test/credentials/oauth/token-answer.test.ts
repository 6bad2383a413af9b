import { describe, expect, it } from 'vitest';
import { type OAuthClient, oauthClient } from '../../../src/credentials/oauth/oauth-client.ts';
import { readTokenAnswer } from '../../../src/credentials/oauth/token-answer.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

function client(preset: string): OAuthClient {
  const made = oauthClient({ grant: 'authorization_code', preset, client_id: 'c', client_secret: 's' });
  if (made === null) throw new Error(`There is no preset ${preset}.`);
  return made;
}

function read(preset: string, body: unknown) {
  return readTokenAnswer(JSON.stringify(body), { client: client(preset), now: NOW });
}

describe('readTokenAnswer', () => {
  it('reads what RFC 6749 has', () => {
    const body = { access_token: 'at', token_type: 'Bearer', expires_in: 3600, refresh_token: 'rt', scope: 'a b' };
    expect(read('google', body)).toEqual({
      type: 'tokens',
      tokens: { access_token: 'at', refresh_token: 'rt', expires_at: NOW + 3_600_000 },
      scope: 'a b',
      told: {},
    });
  });

  it.each([
    [
      'slack',
      { ok: true, access_token: 'xoxb', authed_user: { id: 'U1' }, team: { id: 'T1' } },
      'xoxb',
      { 'team.id': 'T1' },
    ],
    ['slack', { ok: true, authed_user: { access_token: 'xoxp', token_type: 'user' } }, 'xoxp', {}],
    [
      'salesforce',
      { access_token: 'at', instance_url: 'https://a.my.salesforce.com' },
      'at',
      { instance_url: 'https://a.my.salesforce.com' },
    ],
    ['mailchimp', { access_token: 'at', expires_in: 0, scope: null }, 'at', {}],
    [
      'notion',
      { access_token: 'at', refresh_token: null, workspace_name: 'W', owner: {} },
      'at',
      { workspace_name: 'W' },
    ],
  ])('reads what %s writes', (preset, body, access_token, told) => {
    expect(read(preset, body)).toMatchObject({ type: 'tokens', tokens: { access_token, expires_at: null }, told });
  });

  it('takes a number that is written as a text', () => {
    expect(read('google', { access_token: 'at', expires_in: '60' })).toMatchObject({
      tokens: { expires_at: NOW + 60_000 },
    });
  });

  it.each([
    { error: 'invalid_grant' },
    { ok: false, error: 'invalid_grant' },
    { error: 'invalid_grant', error_description: 'a\r\nb' },
  ])('sees a refusal in %j', (body) => {
    expect(read('slack', body)).toEqual({ type: 'refused', error: 'invalid_grant' });
  });

  it.each([
    {},
    [],
    null,
    'text',
    { access_token: '' },
    { access_token: 'a\r\nx: y' },
    { access_token: 'snow ☃' },
    { access_token: 'a'.repeat(20_001) },
    { access_token: { toString: 'x' } },
    { access_token: 'at', refresh_token: 'r\nt' },
    { access_token: 'at', expires_in: -1 },
    { access_token: 'at', expires_in: 'soon' },
    { access_token: 'at', token_type: 'DPoP' },
    { error: 'bad\r\nheader' },
  ])('gets nothing out of %j', (body) => {
    expect(read('google', body).type).toBe('unreadable');
  });

  it('gets nothing out of what is no JSON', () => {
    expect(readTokenAnswer('<h1>Welcome</h1>', { client: client('google'), now: NOW }).type).toBe('unreadable');
  });
});
