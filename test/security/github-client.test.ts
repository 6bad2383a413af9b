import { describe, expect, it } from 'vitest';
import { createGithubClient } from '../../src/accounts/providers/github-client.ts';
import type { SignInProvider } from '../../src/accounts/providers/sign-in-providers.ts';
import type { Egress } from '../../src/security/egress/types.ts';

const provider: SignInProvider = {
  id: 'github',
  name: 'GitHub',
  protocol: 'github',
  issuer: 'https://github.com',
  clientId: 'client',
  clientSecret: 'secret of the client',
};
const STATE = 's'.repeat(43);
const callback = {
  redirectUri: 'https://flows.test/auth/callback/github',
  state: STATE,
  nonce: 'n'.repeat(43),
  verifier: 'v'.repeat(43),
  parameters: new URLSearchParams({ code: 'the-code', state: STATE }),
};

type Answer = readonly [status: number, body: unknown];

const TOKEN: Answer = [200, { access_token: 'gho_token', token_type: 'bearer', scope: 'read:user,user:email' }];
const ADA = { id: 815, login: 'ada', name: 'Ada Lovelace', email: null };

/** GitHub, as its documentation says that it answers. Keeps what it was asked. */
function github(answers: { readonly token?: Answer; readonly user?: Answer; readonly emails?: Answer }) {
  const asked: { readonly url: string; readonly headers: Headers; readonly body: string }[] = [];
  const given: Record<string, Answer> = {
    'https://github.com/login/oauth/access_token': answers.token ?? TOKEN,
    'https://api.github.com/user': answers.user ?? [200, ADA],
    'https://api.github.com/user/emails': answers.emails ?? [200, []],
  };
  const egress: Egress = async ({ url, headers, body }) => {
    asked.push({ url, headers: new Headers(headers), body: String(body ?? '') });
    const [status, json] = given[url] ?? [404, {}];
    const text = typeof json === 'string' ? json : JSON.stringify(json);
    return {
      url,
      statusText: '',
      status,
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(text),
    };
  };
  return { client: createGithubClient(egress, provider), asked };
}

const email = (address: string, primary: boolean, verified: boolean) => ({
  email: address,
  primary,
  verified,
  visibility: null,
});

describe('who somebody is at GitHub', () => {
  it('is the number of the account, and the primary address of the list, which is private', async () => {
    const emails = [email('old@example.com', false, true), email('ada@example.com', true, true)];
    const { client, asked } = github({ emails: [200, emails] });
    expect(await client.identify(callback)).toEqual({
      subject: '815',
      email: 'ada@example.com',
      emailVerified: true,
      firstName: 'Ada Lovelace',
      lastName: '',
    });
    const [exchange, ...reads] = asked;
    expect(exchange?.body).toContain(`code_verifier=${callback.verifier}`);
    expect(reads.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer gho_token', 'Bearer gho_token']);
  });

  it('has no verified address, if the primary one is not, whatever others there are, and whatever the profile says', async () => {
    const emails = [email('ada@example.com', true, false), email('other@example.com', false, true)];
    const { client } = github({ user: [200, { ...ADA, email: 'victim@example.com' }], emails: [200, emails] });
    expect(await client.identify(callback)).toMatchObject({ email: 'ada@example.com', emailVerified: false });
  });

  it.each([
    ['no address at all', []],
    ['no primary one', [email('a@example.com', false, true)]],
  ])('has no address, if there is %s', async (_name, emails) => {
    const { client } = github({
      user: [200, { ...ADA, email: 'victim@example.com', name: null }],
      emails: [200, emails],
    });
    expect(await client.identify(callback)).toMatchObject({ email: null, emailVerified: false, firstName: '' });
  });

  it.each([
    ['the token is refused', { token: [200, { error: 'bad_verification_code' }] }, 400],
    ['the list is not allowed', { emails: [404, { message: 'Not Found' }] }, 503],
    ['the account has no number', { user: [200, { id: 'x' }] }, 400],
    ['the answer is no JSON', { emails: [200, '<html>'] }, 400],
    ['the list is none', { emails: [200, { email: 'ada@example.com' }] }, 400],
  ] as const)('is unknown, if %s', async (_name, answers, status) => {
    await expect(github(answers).client.identify(callback)).rejects.toMatchObject({ status });
  });

  it('is asked only of a callback with the right state', async () => {
    const { client, asked } = github({});
    const parameters = new URLSearchParams({ code: 'the-code', state: 'another' });
    await expect(client.identify({ ...callback, parameters })).rejects.toMatchObject({ status: expect.any(Number) });
    expect(asked).toEqual([]);
  });

  it('is asked for with PKCE, at GitHub itself', async () => {
    const url = new URL(await github({}).client.authorizationUrl(callback));
    expect(url.origin + url.pathname).toBe('https://github.com/login/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'client',
      state: STATE,
      code_challenge_method: 'S256',
      scope: 'read:user user:email',
    });
    expect(url.href).not.toContain(callback.verifier);
  });
});
