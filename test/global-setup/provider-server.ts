import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { wholeText } from '../support/texts/whole-text.ts';
import { answerToken, type Corner, issueCode, newCorner, type Setup, takesToken } from './provider-grants.ts';

type Exchange = {
  readonly corner: Corner;
  readonly url: URL;
  readonly body: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** The person consents at once. */
function authorize({ corner, url, response }: Exchange): void {
  const { searchParams } = url;
  corner.asked.push(Object.fromEntries(searchParams));
  const back = new URL(corner.setup.redirect_uri);
  if (corner.setup.mode === 'denied') back.searchParams.set('error', 'access_denied');
  else back.searchParams.set('code', issueCode(corner, searchParams.get('code_challenge')));
  back.searchParams.set('state', searchParams.get('state') ?? '');
  if (corner.setup.issuer !== undefined) back.searchParams.set('iss', corner.setup.issuer);
  response.writeHead(302, { location: back.href }).end();
}

/** An answer without an end. */
function flood(response: ServerResponse): void {
  const write = (): void => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
    if (!response.destroyed) response.once('drain', write);
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  write();
}

const ODD_ANSWERS: { readonly [mode: string]: (response: ServerResponse) => void } = {
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  away: (response) => json(response, 503, { error: 'temporarily_unavailable' }),
  linebreak: (response) => json(response, 200, { access_token: 'a\r\nx-evil: 1', token_type: 'bearer' }),
  flood,
  redirect: (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
  refuse: (response) => json(response, 200, { ok: false, error: 'invalid_client_id' }),
};

/** Answers as soon as the corner is told to go on. */
async function answerLater(corner: Corner, answer: () => void): Promise<void> {
  while (corner.setup.mode === 'hold') await setTimeout(20);
  answer();
}

function token({ corner, body, response }: Exchange): void {
  const form = new URLSearchParams(body);
  corner.asked.push(Object.fromEntries(form));
  const answer = (): void => {
    const { status, body: said } = answerToken(corner, form);
    json(response, status, said);
  };
  if (corner.setup.mode === 'hold') {
    void answerLater(corner, answer);
    return;
  }
  if (corner.setup.mode === 'repeat') {
    json(response, 400, { error: `wrong secret ${corner.setup.client_secret}` });
    return;
  }
  const act = ODD_ANSWERS[corner.setup.mode ?? ''] ?? answer;
  act(response);
}

function api({ corner, request, response }: Exchange): void {
  const given = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  corner.apiTokens.push(given);
  json(response, takesToken(corner, given) ? 200 : 401, { seen: true });
}

const ACTIONS: { readonly [action: string]: (exchange: Exchange) => void } = {
  authorize,
  token,
  api,
  asked: ({ corner, response }) => json(response, 200, corner.asked),
  setup: ({ corner, body, response }) => {
    corner.setup = { ...corner.setup, ...JSON.parse(body) };
    json(response, 200, {});
  },
  /** Somebody takes the grant back at the provider. */
  revoke: ({ corner, response }) => {
    for (const family of corner.families.values()) family.revoked = true;
    json(response, 200, {});
  },
  /** The provider forgets the access tokens, but not the grants. */
  'end-access': ({ corner, response }) => {
    for (const family of corner.families.values()) family.access = '';
    json(response, 200, {});
  },
};

const FIRST: Setup = { redirect_uri: 'http://127.0.0.1/', client_id: 'client', client_secret: 's3cret-of-the-client' };

export type Provider = { readonly url: string; close(): Promise<void> };

/**
 * An OAuth 2.0 provider that consents to everything, rotates refresh tokens, and ends a grant when one comes twice:
 * `/{corner}/authorize`, `/token`, `/api`. `/setup` takes a Setup, `/asked` lists what came.
 */
export async function openProvider(): Promise<Provider> {
  const corners = new Map<string, Corner>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://provider');
    const [, name = '', action = ''] = url.pathname.split('/');
    const corner = corners.get(name) ?? newCorner(FIRST);
    corners.set(name, corner);
    const body = await wholeText(request);
    const act = ACTIONS[action];
    if (body === null || act === undefined) response.writeHead(404).end();
    else act({ corner, url, body, request, response });
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
