import { inject } from 'vitest';
import type { App } from '../../../src/http/app-types.ts';
import { testApp } from '../../support/test-app.ts';

const ORIGIN = 'https://flows.test';

/** Who somebody says to be at the provider: a name, an address, and whether that is verified. */
export type Person = { readonly name: string; readonly email: string; readonly verified?: boolean };

/** The app with two providers, which are one server. */
export function appWithProviders(options: Parameters<typeof testApp>[0] = {}): App {
  const client = { client_id: 'linkflow', client_secret: 'a secret of the tests', issuer: inject('issuer') };
  const providers = [
    { type: 'oidc', id: 'corp', name: 'Corp', ...client },
    { type: 'oidc', id: 'other', name: 'Other', ...client },
    { type: 'oidc', id: 'gone', name: 'Gone', ...client, issuer: 'http://127.0.0.1:1' },
  ];
  const env = { PUBLIC_URL: ORIGIN, SIGN_IN_PROVIDERS: JSON.stringify(providers), ...options.env };
  return testApp({ ...options, env });
}

/** The cookies of one browser at one server. */
function cookieJar() {
  const kept = new Map<string, string>();
  return {
    take(response: Response): void {
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split(';');
        const [name = '', ...value] = pair.split('=');
        if (attributes.some((attribute) => /max-age=0\b/i.test(attribute))) kept.delete(name.trim());
        else kept.set(name.trim(), value.join('='));
      }
    },
    header: (): string => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    has: (name: string): boolean => kept.has(name),
  };
}

/** A browser of somebody: it keeps the cookies of our server and of the provider. */
export function newBrowser(app: App) {
  const ours = cookieJar();
  const theirs = cookieJar();

  async function get(path: string): Promise<Response> {
    const response = await app.request(`${ORIGIN}${path}`, { headers: { cookie: ours.header() } });
    ours.take(response);
    return response;
  }

  /** Goes through the pages of the provider as this person. Gives the path of ours to which it sends the browser. */
  async function consent(authorizationUrl: string, hint: string): Promise<string> {
    let url = `${authorizationUrl}&login_hint=${encodeURIComponent(hint)}`;
    for (let pages = 0; pages < 10 && !url.startsWith(ORIGIN); pages += 1) {
      const response = await fetch(url, { headers: { cookie: theirs.header() }, redirect: 'manual' });
      theirs.take(response);
      url = new URL(response.headers.get('location') ?? '', url).href;
    }
    return url.slice(ORIGIN.length);
  }

  return {
    ours,
    get,
    consent,
    /** Begins at our server. Gives the address of the provider. */
    async begin(provider = 'corp', query = ''): Promise<string> {
      return (await get(`/auth/sign-in/${provider}${query}`)).headers.get('location') ?? '';
    },
    /** All of it. Gives our last answer. */
    async signIn(person: Person, { provider = 'corp', query = '' } = {}): Promise<Response> {
      return get(await consent(await this.begin(provider, query), hintOf(person)));
    },
    async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
      const response = await app.request(`${ORIGIN}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: ours.header(), origin: ORIGIN, ...headers },
        body: JSON.stringify(body),
      });
      ours.take(response);
      return response;
    },
  };
}

export function hintOf({ name, email, verified = true }: Person): string {
  return `${name},${email},${verified}`;
}
