import { describe, expect, test } from 'vitest';
import { createDohResolver } from '../../../src/security/egress/doh-resolver.ts';

const NEVER = new AbortController().signal;

function resolverWith(answer: (type: string | null) => Response) {
  const asked: string[] = [];
  const resolve = createDohResolver({
    endpoint: 'https://dns.example/dns-query',
    transport: async (url, init) => {
      asked.push(`${url} ${init.headers.get('accept')}`);
      return answer(new URL(url).searchParams.get('type'));
    },
  });
  return { resolve, asked };
}

describe('createDohResolver', () => {
  test('collects IPv4 and IPv6 addresses and leaves aliases out', async () => {
    const { resolve, asked } = resolverWith((type) =>
      Response.json({
        Status: 0,
        Answer: [
          { name: 'a', type: 5, TTL: 1, data: 'alias.example.' },
          { name: 'a', type: type === 'A' ? 1 : 28, TTL: 1, data: type === 'A' ? '1.2.3.4' : '2606::1' },
        ],
      }),
    );
    expect(await resolve('a.example', NEVER)).toEqual(['1.2.3.4', '2606::1']);
    expect(asked[0]).toBe('https://dns.example/dns-query?name=a.example&type=A application/dns-json');
  });

  test('finds nothing for a name that does not exist', async () => {
    const { resolve } = resolverWith(() => Response.json({ Status: 3 }));
    expect(await resolve('none.example', NEVER)).toEqual([]);
  });

  test.each([
    ['an error', () => new Response('', { status: 500 })],
    ['nonsense', () => Response.json({ hello: 1 })],
  ])('fails on %s', async (_what, answer) => {
    const { resolve } = resolverWith(answer);
    await expect(resolve('a.example', NEVER)).rejects.toMatchObject({ code: 'egress.name_not_resolved' });
  });
});
