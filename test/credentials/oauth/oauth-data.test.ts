import { describe, expect, it } from 'vitest';
import { oauthClient } from '../../../src/credentials/oauth/oauth-client.ts';
import { hostsOfPreset, oauthData } from '../../../src/credentials/oauth/oauth-data.ts';
import { PRESETS } from '../../../src/credentials/oauth/presets/presets.ts';

const WANTED =
  'google microsoft github slack notion hubspot salesforce atlassian linear discord dropbox zoom stripe shopify airtable asana clickup figma gitlab mailchimp pipedrive spotify twitter linkedin zendesk';

const base = { grant: 'authorization_code', client_id: 'c', client_secret: 's' };
const custom = {
  ...base,
  preset: 'custom',
  authorization_url: 'https://a.example.com/authorize',
  token_url: 'https://a.example.com/token',
};

describe('the presets', () => {
  it('are all that were asked for, each once', () => {
    expect(PRESETS.map(({ preset }) => preset).toSorted()).toEqual(WANTED.split(' ').toSorted());
  });

  it.each(PRESETS.map((preset) => [preset.preset, preset] as const))(
    '%s has endpoints over TLS, and hosts',
    (name, preset) => {
      const tenant = preset.tenant === undefined ? {} : { tenant: preset.tenant.default ?? 'acme' };
      const data = { ...base, preset: name, ...tenant };
      expect(oauthData.safeParse(data).success).toBe(true);
      const client = oauthClient(data);
      for (const url of [client?.authorizationUrl, client?.tokenUrl, client?.refreshUrl]) {
        expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\//);
      }
      expect(hostsOfPreset(data).length).toBeGreaterThan(0);
      expect(JSON.stringify([client, hostsOfPreset(data)])).not.toContain('{tenant}');
    },
  );

  it.each([
    ['shopify', 'acme.evil.test/'],
    ['shopify', 'acme#'],
    ['shopify', undefined],
    ['zendesk', 'a.b'],
    ['salesforce', 'evil.test'],
    ['salesforce', 'login.salesforce.com.evil.test'],
    ['salesforce', 'evil.test/.my.salesforce.com'],
    ['microsoft', '../common'],
    ['gitlab', 'user:pass@gitlab.com'],
    ['gitlab', 'gitlab.com:22'],
    ['google', 'acme'],
  ])('%s has no tenant %s', (preset, tenant) => {
    const data = { ...base, preset, ...(tenant !== undefined && { tenant }) };
    expect(oauthData.safeParse(data).success).toBe(false);
  });
});

describe('a provider of one’s own', () => {
  it.each([
    { authorization_url: 'http://a.example.com/authorize' },
    { authorization_url: 'javascript:alert(1)' },
    { token_url: 'http://169.254.169.254/token' },
    { token_url: 'https://user:pass@a.example.com/token' },
    { token_url: 'https://a.example.com/token#part' },
    { token_url: 'http://localhost.evil.test/token' },
    { issuer: 'file:///etc/passwd' },
    { authorization_params: { redirect_uri: 'https://evil.test' } },
    { authorization_params: { Redirect_URI: 'https://evil.test' } },
    { authorization_params: { state: 'fixed' } },
    { authorization_params: { response_mode: 'fragment' } },
    { authorization_params: { code_challenge_method: 'plain' } },
    { authorization_params: { 'a b': 'c' } },
    { scopes: ['two scopes'] },
    { scopes: ['a\r\nb'] },
    { client_id: 'snow ☃' },
    { pkce: 'plain' },
    { preset: 'unknown' },
    { access_token: 'given' },
  ])('cannot have %j', (change) => {
    expect(oauthData.safeParse({ ...custom, ...change }).success).toBe(false);
  });

  it('can be on this machine, and can be public', () => {
    const { client_secret, ...open } = custom;
    expect(oauthClient({ ...open, token_url: 'http://127.0.0.1:9/token' })).toMatchObject({ tokenAuth: 'none' });
  });
});
