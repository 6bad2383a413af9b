/// <reference path="../support/provided.d.ts" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { wholeText } from '../support/texts/whole-text.ts';
import { CONTROL, newAccount, STRIPE_API, type StripeAccount } from './stripe-account.ts';

const accounts = new Map<string, StripeAccount>();

function accountOf(key: string): StripeAccount {
  const account = accounts.get(key) ?? newAccount();
  accounts.set(key, account);
  return account;
}

type Exchange = { readonly request: IncomingMessage; readonly url: URL; readonly body: string };

type Answer = { readonly status: number; readonly json: unknown };

function control({ url, body }: Exchange): Answer {
  const [, , key = '', action = ''] = url.pathname.split('/');
  const act = CONTROL[action];
  return act === undefined ? { status: 404, json: {} } : { status: 200, json: act(accountOf(key), body) };
}

/** The path with its id named, and the id. */
function placeOf(path: string): { readonly place: string; readonly id: string } {
  const id = path.split('/').find((part) => /^(sub|cs)_/.test(part)) ?? '';
  return { place: id === '' ? path : path.replace(id, '{id}'), id };
}

async function api({ request, url, body }: Exchange): Promise<Answer> {
  const account = accountOf((request.headers.authorization ?? '').replace('Bearer ', ''));
  const params = request.method === 'GET' ? url.searchParams : new URLSearchParams(body);
  const { place, id } = placeOf(url.pathname);
  account.calls.push({ call: `${request.method} ${url.pathname}`, params: Object.fromEntries(params) });
  const act = STRIPE_API[`${request.method} ${place}`];
  if (account.away) return { status: 500, json: { error: { type: 'api_error', message: 'Away.' } } };
  if (act === undefined)
    return { status: 404, json: { error: { type: 'invalid_request_error', message: 'Unknown.' } } };
  const key = request.headers['idempotency-key'];
  return {
    status: 200,
    json: await act({ account, params, id, idempotencyKey: typeof key === 'string' ? key : null }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://stripe');
  const exchange = { request, url, body: (await wholeText(request)) ?? '' };
  const { status, json } = url.pathname.startsWith('/control/') ? control(exchange) : await api(exchange);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

/** A fake of Stripe's API: an account for each secret key, steered over `/control/{key}/…`. */
export default async function setup(project: TestProject): Promise<() => void> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  project.provide('stripeUrl', `http://127.0.0.1:${port}`);
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
