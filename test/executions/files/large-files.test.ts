import { env, SELF } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { executionId, getNodes } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute } from '../../support/run-workflow.ts';
import { createUser, createWorkflow, type Graph, node, type User } from '../../support/running-app.ts';
import { newTarget } from '../../support/target.ts';
import { testDatabase } from '../../support/test-database.ts';

const { sql } = testDatabase();

/** More than is held in memory, and no whole number of parts. */
const SIZE = 12_345_678;

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function patternAt(offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (offset + at) % 251;
  return bytes;
}

/** Large bytes are compared by this: whoever compared them one by one would print them, too. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function hashOf(kept: Response | R2ObjectBody | null | undefined): Promise<string | null> {
  return kept === null || kept === undefined ? null : sha256(new Uint8Array(await kept.arrayBuffer()));
}

const WHOLE = await sha256(patternAt(0, SIZE));

function downloading(url: string, more: object = {}): Graph {
  const nodes = [node('start', 'trigger.manual'), node('get', 'action.http', { url, timeout_ms: 60_000, ...more })];
  return { nodes, connections: chain('start → get') };
}

const fileSchema = z.object({ file_id: z.string(), size: z.number(), mime_type: z.string(), file_name: z.string() });

async function run(graph: Graph, owner = user, input?: unknown): Promise<string> {
  const { id } = await createWorkflow(owner, graph);
  return executionId(await execute(owner, id, { wait: true, input }));
}

async function outputOf(id: string, nodeId: string, owner = user): Promise<unknown> {
  return (await getNodes(owner, id)).find((one) => one.node_id === nodeId)?.output_data;
}

async function fileOf(id: string, nodeId: string, owner = user): Promise<z.infer<typeof fileSchema>> {
  const output = z.object({ main: z.array(z.object({ binary: z.object({ data: fileSchema }) })).min(1) });
  return output.parse(await outputOf(id, nodeId, owner)).main[0]?.binary.data ?? fileSchema.parse(null);
}

function fetchFile(path: string, headers: Record<string, string> = {}, owner = user): Promise<Response> {
  const address = `https://linkflow.test/api/v1/workspaces/${owner.workspaceId}/executions/${path}`;
  return SELF.fetch(address, { headers: { authorization: owner.authorization, ...headers } });
}

async function downloaded(action: string): Promise<{ id: string; file: z.infer<typeof fileSchema> }> {
  const id = await run(downloading(newTarget().url(action)));
  return { id, file: await fileOf(id, 'get') };
}

describe('a large answer', () => {
  it.each(['bytes', 'unannounced'])('that comes as %s becomes a file that lies in the bucket', async (action) => {
    const { id, file } = await downloaded(`${action}/${SIZE}`);
    expect(file).toMatchObject({ size: SIZE, mime_type: 'application/zip' });
    const kept = await env.BLOBS?.get(`${user.workspaceId}/${file.file_id}`);
    expect(await hashOf(kept)).toBe(WHOLE);
    expect((await user.api('GET', `/executions/${id}/files`)).json.data).toMatchObject([
      {
        id: file.file_id,
        kind: 'file',
        node_id: 'get',
        size: SIZE,
        sha256: WHOLE,
      },
    ]);
  });

  it('of exactly so many parts is whole', async () => {
    const { id, file } = await downloaded(`bytes/${3 * 5 * 1024 * 1024}`);
    const reply = await fetchFile(`${id}/files/${file.file_id}`);
    expect((await reply.bytes()).length).toBe(3 * 5 * 1024 * 1024);
  });

  it('that breaks off fails the node, and leaves nothing', async () => {
    const id = await run(downloading(newTarget().url(`torn/${SIZE}`)));
    expect(await getNodes(user, id)).toMatchObject([{}, { status: 'failed', error_code: 'egress.network' }]);
    expect(await sql.query('SELECT 1 FROM execution_files WHERE execution_id = $1::uuid', [id])).toEqual([]);
  });

  it('is refused where it is to be read as text or JSON', async () => {
    const id = await run(downloading(newTarget().url(`bytes/${SIZE}`), { response_format: 'text' }));
    expect(await getNodes(user, id)).toMatchObject([{}, { error_code: 'egress.response_too_large' }]);
  });

  it('is sent on without being in memory, with its length', async () => {
    const target = newTarget();
    const graph = downloading(target.url(`unannounced/${SIZE}`));
    const put = { url: target.url('weigh'), method: 'PUT', body_type: 'binary', binary_property: 'data' };
    const id = await run({
      nodes: [...graph.nodes, node('put', 'action.http', put)],
      connections: chain('start → get → put'),
    });
    expect(await outputOf(id, 'put')).toMatchObject({
      main: [
        {
          json: {
            length: SIZE,
            announced: String(SIZE),
            type: 'application/zip',
            sha256: WHOLE,
          },
        },
      ],
    });
  });

  it('is told as too large by nodes that need its bytes', async () => {
    const graph = downloading(newTarget().url(`bytes/${SIZE}`));
    const read = node('read', 'action.file', { operation: 'file_to_text', binary_property: 'data' });
    const id = await run({ nodes: [...graph.nodes, read], connections: chain('start → get → read') });
    expect((await getNodes(user, id))[2]).toMatchObject({ status: 'failed', error_code: 'file.too_large' });
  });
});

describe('a download', () => {
  let id: string;
  let path: string;

  beforeAll(async () => {
    const made = await downloaded(`unannounced/${SIZE}`);
    id = made.id;
    path = `${made.id}/files/${made.file.file_id}`;
  });

  it('is saved under a harmless name, and never shown', async () => {
    const reply = await fetchFile(path);
    const headers = Object.fromEntries(reply.headers);
    expect(await hashOf(reply)).toBe(WHOLE);
    expect(headers).toMatchObject({
      'content-length': String(SIZE),
      'content-type': 'application/zip',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    });
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[^"\\/\r\n]+"; filename\*=UTF-8''[\w.%-]+$/);
    expect(headers['x-injected']).toBeUndefined();
  });

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=5242870-5242899', 5_242_870, 30],
    [`bytes=${SIZE - 3}-`, SIZE - 3, 3],
    ['bytes=-5', SIZE - 5, 5],
    [`bytes=10-${SIZE * 2}`, 10, SIZE - 10],
  ])('gives the range %s', async (range, offset, length) => {
    const reply = await fetchFile(path, { range });
    expect(reply.status).toBe(206);
    expect(reply.headers.get('content-range')).toBe(`bytes ${offset}-${offset + length - 1}/${SIZE}`);
    expect(await hashOf(reply)).toBe(await sha256(patternAt(offset, length)));
  });

  it.each([`bytes=${SIZE}-`, 'bytes=-0'])('refuses the range %s', async (range) => {
    const reply = await fetchFile(path, { range });
    expect(reply.headers.get('content-range')).toBe(`bytes */${SIZE}`);
    expect(await reply.json()).toMatchObject({ status: 416, code: 'executions.range_not_satisfiable' });
  });

  it.each(['bytes=9-1', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b'])('takes %s for no range', async (range) => {
    const reply = await fetchFile(path, { range });
    expect(reply.status).toBe(200);
    await reply.body?.cancel();
  });

  it('goes on only with the very same file', async () => {
    const first = await fetchFile(path, { range: 'bytes=0-0' });
    const same = await fetchFile(path, { range: 'bytes=1-1', 'if-range': first.headers.get('etag') ?? '' });
    const other = await fetchFile(path, { range: 'bytes=1-1', 'if-range': '"another"' });
    expect([first.status, same.status, other.status]).toEqual([206, 206, 200]);
    for (const one of [first, same, other]) await one.body?.cancel();
  });

  it('says that the bytes are gone', async () => {
    const { id: of, file } = await downloaded(`bytes/${SIZE}`);
    await env.BLOBS?.delete(`${user.workspaceId}/${file.file_id}`);
    const reply = await fetchFile(`${of}/files/${file.file_id}`);
    expect(await reply.json()).toMatchObject({ status: 404, code: 'executions.file_not_found' });
  });

  it('leads nowhere under another execution, or in another workspace', async () => {
    const [, file] = path.split('/files/');
    const other = await run(downloading(newTarget().url('echo')));
    const stranger = await createUser();
    const replies = await Promise.all([
      fetchFile(`${other}/files/${file}`),
      fetchFile(path, {}, stranger),
      fetchFile(`${await run(downloading(newTarget().url('echo')), stranger)}/files/${file}`, {}, stranger),
      fetchFile(`${id}/files/${encodeURIComponent('../../x')}`),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 400]);
    expect((await fetchFile(`${id}/files`, {}, stranger)).status).toBe(404);
  });
});

describe('a reference that somebody made up', () => {
  const sends = node('put', 'action.http', {
    url: '{{ $json.url }}',
    method: 'PUT',
    body_type: 'binary',
    binary_property: 'data',
  });
  const code =
    'return [{ json: $json, binary: { data: { file_id: $json.file, size: 5, mime_type: "text/plain", file_name: "a" } } }];';
  const forging: Graph = {
    nodes: [node('start', 'trigger.manual'), node('forge', 'action.code', { code }), sends],
    connections: chain('start → forge → put'),
  };

  it.each(['of another execution', 'of another workspace', 'of no form'])('%s opens nothing', async (whose) => {
    const { file } = await downloaded(`bytes/${SIZE}`);
    const owner = whose === 'of another workspace' ? await createUser() : user;
    const target = newTarget();
    const forged = whose === 'of no form' ? `${user.workspaceId}/../${file.file_id}` : file.file_id;
    const id = await run(forging, owner, { url: target.url('weigh'), file: forged });
    expect((await getNodes(owner, id)).at(-1)).toMatchObject({ node_id: 'put', error_code: 'file.not_found' });
  });

  it('in the JSON of a caller is JSON', async () => {
    const { file } = await downloaded(`bytes/${SIZE}`);
    const graph = { nodes: [node('start', 'trigger.manual'), sends], connections: chain('start → put') };
    const target = newTarget();
    const id = await run(graph, user, { url: target.url('weigh'), binary: { data: file }, file });
    expect((await getNodes(user, id)).at(-1)).toMatchObject({ error_code: 'http.body_invalid' });
  });
});
