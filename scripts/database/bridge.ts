import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { DatabaseAdapter, StatementResult } from './adapter.ts';
import { areForRole, type BridgeUser, createPasswordCheck, parseRequest } from './bridge-request.ts';
import { postgresErrorFields } from './error-fields.ts';

const LARGEST_BODY = 64 * 1024 * 1024;

type Reply = { readonly status: number; readonly body: string };

/** `address`: where it listens, as workerd's configuration says it. */
type Bridge = { readonly address: string; close(): Promise<void> };

/** Callers wait until the database is there. `socket`: the Unix socket to listen on; by default it is a port of this machine. */
type BridgeOptions = {
  readonly database: DatabaseAdapter | Promise<DatabaseAdapter>;
  readonly password: string;
  readonly socket?: string;
};

/**
 * Speaks the HTTP protocol that @neondatabase/serverless expects of Neon (`POST /sql`) in front of any database, for
 * callers on this machine that know the password.
 */
export async function startBridge({ database, password, socket }: BridgeOptions): Promise<Bridge> {
  const userOf = createPasswordCheck(password);
  const opening = Promise.allSettled([database]);
  const server = createServer(async (request, response) => {
    send(response, await answer(request, userOf, opening));
  });
  // Idle connections are not closed: a statement that is just being sent would fail.
  server.keepAliveTimeout = 0;
  const address = await listen(server, socket);
  return {
    address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  userOf: ReturnType<typeof createPasswordCheck>,
  opening: Promise<[PromiseSettledResult<DatabaseAdapter>]>,
): Promise<Reply> {
  if (request.method !== 'POST' || request.url !== '/sql') return { status: 404, body: 'Not found' };
  const connectionString = request.headers['neon-connection-string'];
  const user = userOf(typeof connectionString === 'string' ? connectionString : undefined);
  if (user === null) {
    return refuse({ message: 'password authentication failed', severity: 'FATAL', code: '28P01' });
  }
  if (request.headers['neon-raw-text-output'] !== 'true' || request.headers['neon-array-mode'] !== 'true') {
    return refuse({ message: 'only raw text output in array mode is spoken here' });
  }
  const [opened] = await opening;
  if (opened.status === 'rejected') return unreachable(opened.reason);
  try {
    const body = await readBody(request);
    return body === null
      ? refuse({ message: 'the request is too large' })
      : await run(body, { request, user, database: opened.value });
  } catch (error) {
    return describeFailure(error);
  }
}

type Asked = { readonly request: IncomingMessage; readonly user: BridgeUser; readonly database: DatabaseAdapter };

async function run(body: string, { request, user: { role }, database }: Asked): Promise<Reply> {
  const parsed = parseRequest(body, request.headers);
  const statements = parsed.kind === 'statement' ? [parsed.statement] : parsed.statements;
  if (role !== undefined && !areForRole(statements)) {
    return refuse({
      message: `${role} sends only SELECT, INSERT, UPDATE and DELETE`,
      severity: 'ERROR',
      code: '42501',
    });
  }
  if (parsed.kind === 'statement') return { status: 200, body: encode(await database.execute(parsed.statement, role)) };
  const results = await database.transaction(parsed.statements, { ...parsed.options, role });
  return { status: 200, body: `{"results":[${results.map(encode).join(',')}]}` };
}

function encode(result: StatementResult): string {
  return JSON.stringify({ ...result, rowAsArray: true });
}

/** The driver reads the fields of an error only from status 400. Any other status means that the database is away. */
function describeFailure(error: unknown): Reply {
  const fields = postgresErrorFields(error);
  if (fields !== null) return refuse(fields);
  if (error instanceof z.ZodError || error instanceof SyntaxError) return refuse({ message: 'malformed request' });
  return unreachable(error);
}

function unreachable(error: unknown): Reply {
  return { status: 503, body: `The database cannot be reached: ${String(error)}` };
}

function refuse(fields: { readonly message: string; readonly [field: string]: string }): Reply {
  return { status: 400, body: JSON.stringify(fields) };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks).toString('utf8') : null;
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const type = body.startsWith('{') ? 'application/json' : 'text/plain';
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Callers that may knock at the same moment: a full queue of executions does so at once, and who is not let in gets an error. */
const BACKLOG = 4096;

function listen(server: Server, socket: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    if (socket !== undefined) {
      server.listen({ path: socket, backlog: BACKLOG }, () => resolve(`unix:${socket}`));
      return;
    }
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The bridge has no port.'));
      else resolve(`127.0.0.1:${address.port}`);
    });
  });
}
