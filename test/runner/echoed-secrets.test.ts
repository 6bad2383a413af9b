import { describe, expect, it } from 'vitest';
import type { CredentialSecret } from '../../src/nodes/node-run.ts';
import { secretTexts } from '../../src/runner/outcome/secret-texts.ts';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { http, jsonAnswer, node, playToEnd, type Respond } from './support/play.ts';

const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const allowedHosts: readonly string[] = [];

function asking(settings = {}) {
  return {
    nodes: [
      node('start', 'trigger.manual'),
      http('ask', 'POST', { credentials: 'c-1', settings }),
      node('end', 'logic.noop'),
    ],
    connections: chain('start → ask → end'),
  };
}

/** A server that sends every request back. */
const echo: Respond = ({ url, headers }) => jsonAnswer({ url, headers, list: [[headers.authorization]] });

/** The journal and the history of an execution, as text. */
async function kept(credential: CredentialSecret, respond: Respond, settings = {}): Promise<string> {
  const object = createFakeObject();
  const ended = await playToEnd(asking(settings), { remote: object.remote(1), credential, respond });
  return JSON.stringify([ended, object.entries()]);
}

describe('a server that sends a secret back', () => {
  it.each<{ what: string; type: string; data: CredentialSecret['data']; leaked: string }>([
    { what: 'a bearer token', type: 'bearer', data: { token: SECRET }, leaked: SECRET },
    { what: 'a header', type: 'header', data: { name: 'X-Key', value: SECRET }, leaked: SECRET },
    { what: 'a key in the URL', type: 'query', data: { name: 'key', value: `${SECRET}/+` }, leaked: SECRET },
    { what: 'a parameter of any name', type: 'custom', data: { query: { name: SECRET } }, leaked: SECRET },
    { what: 'a password', type: 'basic', data: { username: 'ada', password: SECRET }, leaked: btoa(`ada:${SECRET}`) },
  ])('gets $what neither into the journal nor into history', async ({ type, data, leaked }) => {
    const text = await kept({ type, data, allowedHosts }, echo);
    expect(text).not.toContain(leaked);
    expect(text).toContain('••••');
  });

  it('gets it neither into an error message nor into the items that go on with the error', async () => {
    const refuse: Respond = ({ headers }) => ({
      status: 401,
      body: new TextEncoder().encode(`Bad token: ${headers.authorization}`),
    });
    const credential = { type: 'bearer', data: { token: SECRET }, allowedHosts };
    const text = await kept(credential, refuse, { on_error: 'continue' });
    expect(text).not.toContain(SECRET);
    expect(text).toContain('Bad token: Bearer ••••');
  });

  it('gets neither an access token through nor the client secret that requested it', async () => {
    const data = { token_url: 'https://login.test/', client_id: 'client', client_secret: SECRET };
    const token = 'ya29.a0AfH6SMBx-token-of-the-client';
    const credential = { type: 'oauth2_client', data, allowedHosts };
    const text = await kept(credential, (request, signal) =>
      request.url === data.token_url ? jsonAnswer({ access_token: token }) : echo(request, signal),
    );
    expect(text).not.toContain(token);
    expect(text).toContain('Bearer ••••');
    const refused = await kept(credential, ({ headers }) => jsonAnswer({ got: headers.authorization }, 401));
    expect(refused).not.toContain(btoa(`client:${SECRET}`));
  });

  it('gets no part of it through at the end of a cut message', async () => {
    const body = new TextEncoder().encode(`${'x'.repeat(280)}${SECRET}`);
    const text = await kept({ type: 'bearer', data: { token: SECRET }, allowedHosts }, () => ({ status: 401, body }));
    expect(text).not.toContain(SECRET.slice(0, 8));
    expect(text).toContain('x••••');
  });

  it('gets it into no field name', async () => {
    const text = await kept({ type: 'bearer', data: { token: SECRET }, allowedHosts }, () =>
      jsonAnswer({ [SECRET]: { [`a ${SECRET}`]: 1 } }),
    );
    expect(text).not.toContain(SECRET);
  });

  it('gets no secret through that contains another one', async () => {
    const data = { token: SECRET, backup: `${SECRET}-and-more` };
    const text = await kept({ type: 'bearer', data, allowedHosts }, () => jsonAnswer({ all: data.backup }));
    expect(text).not.toContain('-and-more');
  });

  it('keeps the open fields of a credential: a provider, a domain, an audience', async () => {
    const beside = { provider: 'sendgrid', domain: 'mail.example.com', audience: 'https://api.example.com' };
    const texts = secretTexts({ type: 'mail', data: { ...beside, api_key: SECRET }, allowedHosts });
    const open: readonly string[] = Object.values(beside);
    expect(texts.filter((text) => open.includes(text))).toEqual([]);
    expect(texts).toContain(SECRET);
  });

  it('keeps names, users and short texts, which occur in data by chance', async () => {
    const credential = { type: 'basic', data: { username: 'ada@example.com', password: 'short' }, allowedHosts };
    const text = await kept(credential, () => jsonAnswer({ user: 'ada@example.com', note: 'in short' }));
    expect(text).toContain('ada@example.com');
    expect(text).toContain('in short');
  });
});
