import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { wholeText } from '../support/texts/whole-text.ts';
import { LARGE } from './large-bodies.ts';
import { mirror } from './mirror.ts';

type Call = { readonly method: string; readonly path: string; readonly key: string | null; readonly body: string };

/** What one test has to do with the server: calls that came, calls that are held, and whether they are let go. */
type Corner = { readonly calls: Call[]; readonly held: (() => void)[]; open: boolean };

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function opening(corner: Corner): Promise<void> {
  return corner.open ? Promise.resolve() : new Promise((resolve) => corner.held.push(resolve));
}

type Exchange = {
  readonly corner: Corner;
  readonly call: Call;
  readonly argument: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

const ACTIONS: { readonly [action: string]: (exchange: Exchange) => void | Promise<void> } = {
  echo: ({ call, response }) => json(response, call),
  status: ({ argument, response }) => json(response, { status: Number(argument) }, Number(argument)),
  fail: ({ corner, argument, response }) =>
    json(response, { calls: corner.calls.length }, corner.calls.length <= Number(argument) ? 503 : 200),
  deep({ argument, response }) {
    const depth = Number(argument);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
  },
  say({ argument, response }) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(Buffer.from(argument, 'base64url'));
  },
  mirror: ({ call, argument, request, response }) => mirror(argument, { request, body: call.body, response }),
  async hold({ corner, call, argument, response }) {
    await opening(corner);
    json(response, call, argument === '' ? 200 : Number(argument));
  },
};

function control(action: string, corner: Corner, response: ServerResponse): boolean {
  if (action === 'calls') json(response, corner.calls);
  if (action !== 'open') return action === 'calls';
  corner.open = true;
  for (const letGo of corner.held.splice(0)) letGo();
  json(response, {});
  return true;
}

export type TargetServer = { readonly url: string; close(): Promise<void> };

/**
 * A server for nodes to call: `/{corner}/echo`, `/status/{n}`, `/fail/{times}`, `/deep/{levels}`, `/say/{base64url}`, `/mirror/{way}`, those of
 * `LARGE`, and
 * `/hold/{status}`, which answers once somebody calls `/open`. `/calls` lists what came. Each test takes a corner of its own.
 */
export async function openTargetServer(): Promise<TargetServer> {
  const corners = new Map<string, Corner>();
  const server = createServer(async (request, response) => {
    const [, name = '', action = '', argument = ''] = new URL(request.url ?? '', 'http://target').pathname.split('/');
    const corner = corners.get(name) ?? { calls: [], held: [], open: false };
    corners.set(name, corner);
    if (control(action, corner, response)) return;
    const large = LARGE[action];
    if (large !== undefined) return await large(argument, request, response);
    const key = request.headers['idempotency-key']?.toString() ?? null;
    const body = await wholeText(request);
    if (body === null) return;
    const call = { method: request.method ?? '', path: request.url ?? '', key, body };
    corner.calls.push(call);
    await ACTIONS[action]?.({ corner, call, argument, request, response });
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
