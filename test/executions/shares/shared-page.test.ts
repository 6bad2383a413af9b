import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../src/engine/json.ts';
import { executionId } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, node, type Reply, send, type User } from '../../support/running-app.ts';

/** What browsers send. */
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

const ATTACK = `</pre></title><script>alert(1)</script><img src=x onerror=alert(1)><base href=//evil>"'&`;
/** Turns the text around, hides, breaks lines, and names a tag that nobody sees. */
const TRICKS = 'pay\u202eexe.tiaf\u202c\u2066x\u2069\u200bzero\u0007\u0085\u{e0041}end';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

type Ran = { readonly name?: string; readonly input?: JsonObject; readonly nodes?: readonly ReturnType<typeof node>[] };

/** Executes a workflow of this name, and shares what came of it. Gives the path of the link. */
async function shared({ name = 'Test', input = {}, nodes = [] }: Ran, withData = true): Promise<string> {
  const all = [node('start', 'trigger.manual'), ...nodes];
  const connections = nodes.length === 0 ? [] : chain(all.map(({ id }) => id).join(' → '));
  const graph = { name, nodes: all, connections };
  const { id } = await createWorkflow(user, graph);
  const execution = executionId(await execute(user, id, { input, wait: true }));
  const made = await user.api('POST', `/executions/${execution}/shares`, { with_data: withData });
  return new URL(z.object({ url: z.string() }).parse(made.json).url, 'https://linkflow.test').pathname;
}

function page(path: string): Promise<Reply> {
  return send('GET', path, { headers: BROWSER });
}

describe('a link that a browser opens', () => {
  it('is a page: how it ended, and node by node what went in and came out', async () => {
    const set = node('set', 'action.set', { mode: 'json', json: { sum: 42 } });
    const { status, headers, text } = await page(await shared({ name: 'Sums', input: { a: 1 }, nodes: [set] }));
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<h1>Sums</h1><p class="outcome yes">completed</p>');
    expect(text).toMatch(/<summary>set: <span class="outcome yes">completed<\/span>, \d+ ms<\/summary>/);
    expect(text).toContain('&quot;sum&quot;: 42');
  });

  it('is JSON to everybody else', async () => {
    const path = await shared({});
    const asked = [{}, { accept: '*/*' }, { accept: 'application/json, text/html;q=0.5' }, { accept: 'image/png' }];
    for (const headers of asked) {
      const reply = await send('GET', path, { headers });
      expect([reply.headers.get('content-type'), reply.headers.get('vary')]).toEqual(['application/json', 'Accept']);
    }
    expect((await page(path)).headers.get('vary')).toBe('Accept');
  });

  it('runs nothing, loads nothing, is in no frame, no cache and no index', async () => {
    const { headers } = await page(await shared({}));
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(policy).not.toMatch(/unsafe|script-src/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  });

  it('shows no data where the link has none', async () => {
    const { text } = await page(await shared({ input: { secret: 'hidden thing' } }, false));
    expect(text).toContain('completed');
    expect(text).not.toMatch(/hidden thing|<pre>|Input|Output/);
  });

  it('says as a page that a link leads nowhere', async () => {
    const { status, headers, text } = await page(`/shared/executions/${'A'.repeat(43)}`);
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(text).toContain('no longer leads anywhere');
  });

  it('leads to the next nodes', async () => {
    const path = await shared({ nodes: [node('next', 'logic.noop')] });
    const first = await page(`${path}?limit=1`);
    expect(first.text).toContain('<a href="?after=0">');
    expect((await page(`${path}?after=0`)).text).not.toContain('?after=');
  });
});

describe('hostile data', () => {
  it('is text on the page, wherever it stands', async () => {
    const fails = node('fails', 'action.code', { code: `console.log($json.x); throw new Error($json.x);` });
    const named = { ...fails, name: ATTACK };
    const { text } = await page(
      await shared({ name: ATTACK, input: { x: ATTACK, [ATTACK]: [ATTACK] }, nodes: [named] }),
    );
    expect(text.match(/<(script|img|base|iframe|object)\b/g)).toBeNull();
    expect(text.match(/<\/title>/g)).toHaveLength(1);
    expect(text.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(4);
  });

  it('turns no text around and hides none: its characters have their codes', async () => {
    const { text } = await page(await shared({ name: TRICKS, input: { x: TRICKS }, nodes: [node('n', 'logic.noop')] }));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    expect(text).not.toMatch(/[\u0000-\u0008\u0085\u200b\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u);
    expect(text).toContain('pay\\u{202e}exe.tiaf\\u{202c}');
    expect(text).toContain('\\u{e0041}end');
  });

  it('is cut where it is long, between two characters, and the page says by how much', async () => {
    const nodes = Array.from({ length: 20 }, (_, index) => node(`n${index}`, 'logic.noop'));
    const { text } = await page(await shared({ name: 'Long', input: { x: '<😀>'.repeat(50_000) }, nodes }));
    expect(text.length).toBeLessThan(500_000);
    expect(text).toMatch(/… \d{5,} more characters/);
    expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it.each(['after=', 'after=x', 'after=1.5', 'after=-2', 'limit=', 'limit=0', 'limit=101', 'x=1'])(
    'in the query is refused: %s',
    async (query) => {
      expect(await send('GET', `${await shared({})}?${query}`)).toMatchObject({ status: 400 });
    },
  );
});
