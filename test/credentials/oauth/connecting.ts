import { z } from 'zod';
import { call, newUser, type Headers as Pairs } from '../../support/api-client.ts';
import { testApp } from '../../support/test-app.ts';
import { newProvider } from './provider.ts';

export const PUBLIC_URL = 'https://flows.test';
export const CALLBACK = `${PUBLIC_URL}/oauth/callback`;

/** The application, reached at PUBLIC_URL. */
const app = testApp({ env: { PUBLIC_URL } });

const startedSchema = z.object({ authorization_url: z.string(), callback_url: z.string(), expires_at: z.string() });
const withId = z.object({ id: z.string() });

export type Page = { readonly status: number; readonly text: string; readonly headers: Headers };

/** A browser: it keeps the cookies that this server sets, and follows no redirect by itself. */
export function newBrowser() {
  const cookies = new Map<string, string>();
  const keep = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };
  const cookie = (): Pairs => ({ cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });
  return {
    cookie,
    keep,
    cookies,
    async open(url: string, init: RequestInit = {}): Promise<Page> {
      const { pathname, search } = new URL(url);
      const headers = { ...cookie(), ...Object.fromEntries(new Headers(init.headers).entries()) };
      const response = await app.request(pathname + search, { ...init, headers });
      keep(response.headers);
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
  };
}

export type Browser = ReturnType<typeof newBrowser>;

/** Where the provider sends the person back to. */
export async function consentAt(location: string | null): Promise<string> {
  const response = await fetch(location ?? '', { redirect: 'manual' });
  return response.headers.get('location') ?? '';
}

type Options = { readonly setup?: object; readonly data?: object; readonly alone?: boolean };

/** How many credentials one user has: fewer than connections that one user may begin at once. */
const CREDENTIALS_PER_USER = 8;
const shared: { readonly users: ReturnType<typeof newUser>[]; count: number } = { users: [], count: 0 };

/** One user for several tests that leave them alone: hashing a password takes long. */
function sharedUser() {
  const at = Math.floor(shared.count / CREDENTIALS_PER_USER);
  shared.count += 1;
  shared.users[at] ??= newUser(app);
  return shared.users[at];
}

/** A credential of a provider of its own, and a browser. `alone`: of a user of its own, too. */
export async function connecting({ setup = {}, data = {}, alone = false }: Options = {}) {
  const provider = await newProvider({ redirect_uri: CALLBACK, ...setup });
  const user = alone ? await newUser(app) : await sharedUser();
  const path = `/api/v1/workspaces/${user.workspace.id}/credentials`;
  const body = {
    name: 'Provider',
    type: 'oauth2',
    data: { ...provider.data, ...data },
    allowed_hosts: ['127.0.0.1'],
  };
  const created = await call(app, { method: 'POST', path, body }, user.bearer);
  const id = withId.parse(created.body).id;
  const workspace = user.workspace.id;
  return { app, provider, user, path: `${path}/${id}`, id, workspace, browser: newBrowser() };
}

export type Connecting = Awaited<ReturnType<typeof connecting>>;

/** Asks the API where to go, with a browser that keeps its cookie. */
export async function start({ app, user, path, browser }: Connecting, by: Browser = browser) {
  const headers = { ...user.bearer, ...by.cookie() };
  const reply = await call(app, { method: 'POST', path: `${path}/connect` }, headers);
  by.keep(reply.headers);
  return { reply, ...startedSchema.parse(reply.body) };
}

/** Goes to the provider, consents, and gives the address to which the provider sends back. */
export async function consent(made: Connecting): Promise<string> {
  const { authorization_url } = await start(made);
  const page = await made.browser.open(authorization_url);
  return consentAt(page.headers.get('location'));
}

/** All the way. */
export async function connect(made: Connecting): Promise<Page> {
  return made.browser.open(await consent(made));
}

export async function show({ app, path, user }: Connecting) {
  return (await call(app, { method: 'GET', path }, user.bearer)).body;
}

export async function connected(options: Options = {}): Promise<Connecting> {
  const made = await connecting(options);
  await connect(made);
  return made;
}
