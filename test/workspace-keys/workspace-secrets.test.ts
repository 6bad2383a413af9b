import { describe, expect, it } from 'vitest';
import { loadCredentialSecret } from '../../src/credentials/use/load-credential-secret.ts';
import { at, createWorld, db, now, secrets, textAt, vault } from '../workflows/world.ts';
import { FIRST, keyring, readValue, SECOND } from './support.ts';

const UNREADABLE = { code: 'vault.unreadable', status: 500 };

async function token(world: Awaited<ReturnType<typeof createWorld>>, text = 'very-secret', root = world.root) {
  const input = { name: 'T', type: 'bearer', data: { token: text }, allowed_hosts: ['api.example.com'] };
  return textAt((await (await world.as('owner'))('POST', `${root}/credentials`, input)).body, 'id');
}

function load(workspace: string, id: string, by = secrets) {
  return loadCredentialSecret({ db, secrets: by, now }, workspace, id);
}

function sealedOf(id: string): Promise<unknown> {
  return readValue('SELECT data FROM credentials WHERE id = $1::uuid', id);
}

async function store(id: string, data: unknown): Promise<void> {
  await db.sql.query('UPDATE credentials SET data = $2 WHERE id = $1::uuid', [id, data]);
}

describe('a sealed credential opens nowhere else', () => {
  it('not as another credential of the workspace', async () => {
    const world = await createWorld();
    const [one, other] = [await token(world), await token(world)];
    await store(one, await sealedOf(other));
    await expect(load(world.workspace, one)).rejects.toMatchObject(UNREADABLE);
    const reply = await (await world.as('owner'))('GET', `${world.root}/credentials/${one}`);
    expect([reply.status, at(reply.body, 'code')]).toEqual([500, 'vault.unreadable']);
  });

  it('not in another workspace, where its row was moved', async () => {
    const world = await createWorld();
    const id = await token(world);
    await token(world, 'x', world.otherRoot);
    await db.sql.query('UPDATE credentials SET workspace_id = $2::uuid WHERE id = $1::uuid', [id, world.other]);
    await expect(load(world.other, id)).rejects.toMatchObject(UNREADABLE);
  });

  it('not in another workspace, where its row was moved with the key', async () => {
    const world = await createWorld();
    const id = await token(world);
    await db.sql.query('UPDATE credentials SET workspace_id = $2::uuid WHERE id = $1::uuid', [id, world.other]);
    await db.sql.query('UPDATE workspace_keys SET workspace_id = $2::uuid WHERE workspace_id = $1::uuid', [
      world.workspace,
      world.other,
    ]);
    await expect(load(world.other, id)).rejects.toMatchObject(UNREADABLE);
  });

  it('not under another version, where the key was copied', async () => {
    const world = await createWorld();
    const id = await token(world);
    await db.sql.query(
      `INSERT INTO workspace_keys (workspace_id, version, wrapped_key, master_version)
       SELECT workspace_id, 2, wrapped_key, master_version FROM workspace_keys WHERE workspace_id = $1::uuid`,
      [world.workspace],
    );
    await store(id, String(await sealedOf(id)).replace(/^w1/, 'w2'));
    await expect(load(world.workspace, id)).rejects.toMatchObject(UNREADABLE);
  });

  it.each([
    ['a mark of the master keys', (sealed: string) => sealed.replace(/^w/, 'v')],
    ['a version that there is not', (sealed: string) => sealed.replace(/^w1/, 'w9')],
    ['a version that is none', (sealed: string) => sealed.replace(/^w1/, 'w01')],
    ['a kind that there is not', (sealed: string) => sealed.replace(/^w/, 'x')],
    ['no mark', (sealed: string) => sealed.slice(3)],
    ['one bit changed', (sealed: string) => sealed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['nothing sealed', () => 'plain text'],
  ])('not with %s', async (_what, change) => {
    const world = await createWorld();
    const id = await token(world);
    await store(id, change(String(await sealedOf(id))));
    await expect(load(world.workspace, id)).rejects.toMatchObject(UNREADABLE);
  });

  it('not without the key of the workspace, and not under a master key of the same version that is another', async () => {
    const world = await createWorld();
    const id = await token(world);
    const strange = keyring({ ...SECOND, version: 1 });
    await expect(load(world.workspace, id, strange.secrets)).rejects.toMatchObject(UNREADABLE);
    await db.sql.query('DELETE FROM workspace_keys WHERE workspace_id = $1::uuid', [world.workspace]);
    await expect(load(world.workspace, id)).rejects.toMatchObject(UNREADABLE);
  });
});

describe('the keys of workspaces', () => {
  it('are not the same, and do not stand in the database as they are', async () => {
    const world = await createWorld();
    await token(world);
    await token(world, 'x', world.otherRoot);
    const rows = await db.sql.query(
      'SELECT wrapped_key FROM workspace_keys WHERE workspace_id = ANY($1::uuid[]) ORDER BY workspace_id',
      [[world.workspace, world.other]],
    );
    expect(rows).toHaveLength(2);
    for (const { wrapped_key } of rows) expect(wrapped_key).toMatch(/^v1\.[\w-]{16}\.[\w-]{79}$/);
    const keys = rows.map(({ wrapped_key }, index) =>
      vault.open(String(wrapped_key), `workspace_keys:${[world.workspace, world.other].toSorted()[index]}:1`),
    );
    expect(new Set(await Promise.all(keys)).size).toBe(2);
  });

  it('are one for all who seal first at the same moment', async () => {
    const { workspace } = await createWorld();
    const seals = await Promise.all(Array.from({ length: 20 }, () => keyring(FIRST).secrets.sealer(workspace)));
    const sealed = await Promise.all(seals.map((seal) => seal('text', 'a')));
    const open = await keyring(FIRST).secrets.opener(workspace);
    expect(await Promise.all(sealed.map((one) => open(one, 'a')))).toEqual(sealed.map(() => 'text'));
    expect(await readValue('SELECT count(*)::int FROM workspace_keys WHERE workspace_id = $1::uuid', workspace)).toBe(
      1,
    );
  });

  it('go with their workspace', async () => {
    const world = await createWorld();
    await token(world);
    await db.sql.query('DELETE FROM workspaces WHERE id = $1::uuid', [world.workspace]);
    const left = 'SELECT count(*)::int FROM workspace_keys WHERE workspace_id = $1::uuid';
    expect(await readValue(left, world.workspace)).toBe(0);
  });

  it('open what was sealed before there were any', async () => {
    const world = await createWorld();
    const id = await token(world);
    await store(id, await vault.seal(JSON.stringify({ token: 'of old' }), `credentials.data:${id}`));
    expect(await load(world.workspace, id)).toMatchObject({ data: { token: 'of old' } });
    expect((await (await world.as('owner'))('GET', `${world.root}/credentials/${id}`)).status).toBe(200);
  });

  it('are not asked for where nothing is sealed under them, and cost no statement where a secret is used', async () => {
    const world = await createWorld();
    const id = await token(world);
    let statements = 0;
    const counting = { ...db, sql: Object.assign(() => db.sql``, db.sql, { query: count }) };
    function count(text: string, params: unknown[]) {
      statements += 1;
      return db.sql.query(text, params);
    }
    expect(await loadCredentialSecret({ db: counting, secrets, now }, world.workspace, id)).not.toBeNull();
    expect(statements).toBe(1);
  });
});
