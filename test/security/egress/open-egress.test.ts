import { describe, expect, it } from 'vitest';
import { openEgress } from '../../../src/security/egress/open-egress.ts';

const NEVER = new AbortController().signal;
const REQUEST = { method: 'GET', url: 'https://rebound.example.com/', headers: {} };

/** The internet as seen from here: a resolver that says 10.0.0.1 of every name, and servers that answer anything. */
async function transport(url: string): Promise<Response> {
  if (!url.startsWith('https://dns.example/')) return new Response('reached');
  return Response.json({ Status: 0, Answer: [{ type: 1, data: '10.0.0.1' }] });
}

describe('openEgress', () => {
  it('refuses a public name with a private address where a resolver is configured', async () => {
    const send = openEgress(
      { EGRESS_ALLOWED_NETWORKS: '', EGRESS_DENIED_PORTS: [], DOH_ENDPOINT: 'https://dns.example/query' },
      transport,
    );
    await expect(send(REQUEST, NEVER)).rejects.toMatchObject({ code: 'egress.blocked_address' });
  });

  it('lets it pass if its network is allowed', async () => {
    const settings = {
      EGRESS_ALLOWED_NETWORKS: '10.0.0.0/8',
      EGRESS_DENIED_PORTS: [],
      DOH_ENDPOINT: 'https://dns.example/query',
    };
    expect((await openEgress(settings, transport)(REQUEST, NEVER)).status).toBe(200);
  });

  it('goes by names alone where none is', async () => {
    const send = openEgress({ EGRESS_ALLOWED_NETWORKS: '', EGRESS_DENIED_PORTS: [], DOH_ENDPOINT: '' }, transport);
    expect((await send(REQUEST, NEVER)).status).toBe(200);
  });
});
