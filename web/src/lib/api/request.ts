import { problemOf } from './problem.ts';
import { send } from './send.ts';
import { accessToken, forgetTokens } from './session.ts';

type Query = { readonly [name: string]: string | number | boolean | undefined | null };

export type RequestOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** `false`: for what anybody may call. */
  readonly session?: boolean;
  /** The answer must arrive even if the page is being closed. */
  readonly keepalive?: boolean;
};

/** Asks the API, and gives what its JSON holds. Throws `ApiProblem`, or `OfflineProblem` when there was no answer. */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await respond(path, options);
  return response.status === 204 || response.status === 202 ? readOptional(response) : response.json();
}

/** The same, for whoever needs headers, a file or a stream. */
export async function respond(path: string, options: RequestOptions = {}): Promise<Response> {
  const response = await attempt(path, options);
  if (response.ok) return response;
  if (response.status !== 401 || options.session === false) throw await problemOf(response);
  // The token may have been ended from elsewhere: a new one shows whether the session was, too.
  forgetTokens();
  const again = await attempt(path, options);
  if (!again.ok) throw await problemOf(again);
  return again;
}

async function attempt(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, query = {}, headers, signal, session = true, keepalive = false } = options;
  const all = new Headers(headers);
  if (session) all.set('authorization', `Bearer ${await accessToken()}`);
  if (body !== undefined) all.set('content-type', 'application/json');
  return send(`${path}${queryText(query)}`, {
    method,
    headers: all,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
    keepalive,
  });
}

async function readOptional<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  return JSON.parse(text === '' ? 'null' : text);
}

function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
