import { describe, expect, it } from 'vitest';
import { secretPurpose } from '../../src/accounts/factors/secret-purpose.ts';
import { loadCredentialSecret } from '../../src/credentials/use/load-credential-secret.ts';
import { deliverThese, sealMail } from '../../src/mail/deliver-mail.ts';
import { createMailQueue } from '../../src/mail/mail-queue.repository.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Mail } from '../../src/shared/mail.ts';
import { readMasterNeeds, readNeededRetired, removeRetired } from '../../src/workspace-keys/rotation/key-needs.ts';
import { resealWorkspace } from '../../src/workspace-keys/rotation/reseal-workspace.ts';
import { rotateMaster } from '../../src/workspace-keys/rotation/rotate-master.ts';
import { rotateWorkspace } from '../../src/workspace-keys/rotation/rotate-workspace.ts';
import { ACCOUNT_COLUMNS, WORKSPACE_COLUMNS } from '../../src/workspace-keys/rotation/sealed-columns.ts';
import { manual, webhook } from '../workflows/graphs.ts';
import { at, createWorld, db, now, textAt, vault } from '../workflows/world.ts';
import { FIRST, keyring, readValue, SECOND } from './support.ts';

type World = Awaited<ReturnType<typeof createWorld>>;

async function withSecrets() {
  const world = await createWorld();
  const owner = await world.as('owner');
  const input = { name: 'T', type: 'bearer', data: { token: 'very-secret' }, allowed_hosts: ['api.example.com'] };
  const ids = [];
  for (let index = 0; index < 3; index += 1) {
    ids.push(textAt((await owner('POST', `${world.root}/credentials`, input)).body, 'id'));
  }
  const drawn = { name: 'W', nodes: [manual, webhook('hook')], connections: [] };
  const workflow = textAt((await owner('POST', `${world.root}/workflows`, drawn)).body, 'id');
  const hooks = `${world.root}/workflows/${workflow}/webhooks`;
  const endpoint = textAt((await owner('GET', hooks)).body, 'data', 0, 'id');
  await owner('POST', `${hooks}/${endpoint}/rotate-secret`, {});
  const secret = async () => at((await owner('GET', hooks)).body, 'data', 0, 'secret');
  return { world, ids, secret };
}

/** How the sealed texts of a workspace begin, each way once. */
async function marks({ workspace }: World): Promise<string[]> {
  const parts = WORKSPACE_COLUMNS.map(
    ({ table, column }) => `SELECT split_part(${column}, '.', 1) AS mark FROM ${table} WHERE workspace_id = $1::uuid`,
  );
  const rows = await db.sql.query(`${parts.join(' UNION ')} ORDER BY 1`, [workspace]);
  return rows.map(({ mark }) => String(mark)).filter((mark) => mark !== 'null');
}

async function opens(
  { world, ids }: { world: World; ids: string[] },
  by: ReturnType<typeof keyring>,
): Promise<boolean> {
  const loaded = await Promise.all(
    ids.map((id) => loadCredentialSecret({ db, secrets: by.secrets, now }, world.workspace, id)),
  );
  return loaded.every((one) => one?.data.token === 'very-secret');
}

describe(rotateWorkspace, () => {
  it('seals everything under a new key, which those who hold the old one read as well', async () => {
    const made = await withSecrets();
    const before = await made.secret();
    const running = keyring(FIRST);
    expect(await opens(made, running)).toBe(true);
    expect(await rotateWorkspace(keyring(FIRST), made.world.workspace)).toEqual({ count: 5, unreadable: [] });
    expect(await marks(made.world)).toEqual(['w2']);
    expect(await opens(made, running)).toBe(true);
    expect(await made.secret()).toBe(before);
  });

  it('may be broken off: the rest is read under the old key, which is kept until it is done', async () => {
    const made = await withSecrets();
    const { workspace } = made.world;
    const [kept] = made.ids;
    const old = await readValue('SELECT data FROM credentials WHERE id = $1::uuid', kept);
    await rotateWorkspace(keyring(FIRST), workspace);
    await db.sql.query('UPDATE credentials SET data = $2 WHERE id = $1::uuid', [kept, old]);
    expect(await marks(made.world)).toEqual(['w1', 'w2']);
    expect(await opens(made, keyring(FIRST))).toBe(true);
    const retire = `UPDATE workspace_keys SET retired_at = now() - interval '2 hours'
      WHERE workspace_id = $1::uuid AND version = 1`;
    await db.sql.query(retire, [workspace]);
    const { query } = keyring(FIRST);
    const key = { workspace_id: workspace, version: 1 };
    expect(await readNeededRetired(query)).toContainEqual(key);
    expect(await removeRetired(query)).not.toContainEqual(key);
    expect(await resealWorkspace(keyring(FIRST), workspace)).toEqual({ count: 1, unreadable: [] });
    expect(await readNeededRetired(query)).not.toContainEqual(key);
    expect(await removeRetired(query)).toContainEqual(key);
    expect(await opens(made, keyring(FIRST))).toBe(true);
  });

  it('keeps a key that was retired a moment ago', async () => {
    const { world } = await withSecrets();
    await rotateWorkspace(keyring(FIRST), world.workspace);
    expect(await removeRetired(keyring(FIRST).query)).not.toContainEqual({ workspace_id: world.workspace, version: 1 });
  });

  it('lets whoever stores another secret meanwhile win', async () => {
    const made = await withSecrets();
    const [id = ''] = made.ids;
    const owner = await made.world.as('owner');
    const deps = keyring(FIRST);
    const racing = {
      ...deps,
      query: async (text: string, params: unknown[]) => {
        if (text.startsWith('UPDATE credentials') && params[0] === id) {
          await owner('PATCH', `${made.world.root}/credentials/${id}`, { data: { token: 'newer' } });
        }
        return deps.query(text, params);
      },
    };
    expect(await rotateWorkspace(racing, made.world.workspace)).toEqual({ count: 4, unreadable: [] });
    const loaded = await loadCredentialSecret({ db, secrets: deps.secrets, now }, made.world.workspace, id);
    expect(loaded?.data).toEqual({ token: 'newer' });
  });

  it('names what it can not read, and goes on', async () => {
    const made = await withSecrets();
    const [broken = ''] = made.ids;
    await db.sql.query(`UPDATE credentials SET data = 'w1.broken' WHERE id = $1::uuid`, [broken]);
    const done = await rotateWorkspace(keyring(FIRST), made.world.workspace);
    expect(done).toEqual({ count: 4, unreadable: [`credentials.data ${broken}`] });
  });

  it('brings what was sealed before workspaces had keys under the key', async () => {
    const made = await withSecrets();
    const [id = ''] = made.ids;
    const old = await vault.seal(JSON.stringify({ token: 'very-secret' }), `credentials.data:${id}`);
    await db.sql.query('UPDATE credentials SET data = $2 WHERE id = $1::uuid', [id, old]);
    await resealWorkspace(keyring(FIRST), made.world.workspace);
    expect(await marks(made.world)).toEqual(['w1']);
    expect(await opens(made, keyring(FIRST))).toBe(true);
  });
});

describe(rotateMaster, () => {
  /** Other tests seal under the first master key all the time, so the rotation is looked at in one workspace and its user. */
  async function within({ workspace, user }: World, deps: ReturnType<typeof keyring>, mail = '') {
    const ofOthers = await db.sql.query('SELECT id::text AS id FROM workspaces WHERE id <> $1::uuid', [workspace]);
    const others = new Set(ofOthers.map(({ id }) => String(id)));
    const query = async (text: string, params: unknown[]) => {
      const rows = await deps.query(text, params);
      if (text.includes('FROM users')) return rows.filter((row) => row.id === user);
      if (text.includes('FROM mail_queue')) return rows.filter((row) => row.id === mail);
      if (text.includes('FROM oauth_connections')) return [];
      return text.includes('workspace_id::text') ? rows.filter((row) => !others.has(String(row.workspace_id))) : rows;
    };
    return { ...deps, query };
  }

  it('wraps the keys anew, after which the old master key is not needed any more', async () => {
    const made = await withSecrets();
    const [id = ''] = made.ids;
    const old = await vault.seal(JSON.stringify({ token: 'very-secret' }), `credentials.data:${id}`);
    await db.sql.query('UPDATE credentials SET data = $2 WHERE id = $1::uuid', [id, old]);
    const running = keyring(FIRST);
    const both = keyring(SECOND, FIRST);
    expect(await opens(made, both)).toBe(true);
    expect(await rotateMaster(await within(made.world, both))).toMatchObject({ unreadable: [] });
    const alone = keyring(SECOND);
    expect(await opens(made, alone)).toBe(true);
    expect(await opens(made, both)).toBe(true);
    await expect(opens(made, running)).rejects.toMatchObject({ code: 'vault.unreadable' });
    const version = 'SELECT master_version FROM workspace_keys WHERE workspace_id = $1::uuid';
    expect(await readValue(version, made.world.workspace)).toBe(2);
    expect(await readMasterNeeds(alone.query)).toContainEqual(
      expect.objectContaining({ version: 2, what: 'workspace_keys.wrapped_key' }),
    );
  });

  it('seals the secrets of authenticator apps anew', async () => {
    const { world } = await withSecrets();
    const { user } = world;
    const purpose = secretPurpose(user);
    const sealed = await keyring(FIRST).vault.seal('JBSWY3DP', purpose);
    await db.sql.query('UPDATE users SET mfa_secret = $2 WHERE id = $1::uuid', [user, sealed]);
    await rotateMaster(await within(world, keyring(SECOND, FIRST)));
    const fresh = await readValue('SELECT mfa_secret FROM users WHERE id = $1::uuid', user);
    expect(await keyring(SECOND).vault.open(String(fresh), purpose)).toBe('JBSWY3DP');
  });

  it('seals the mails anew that are still to be sent, which then go out under the new key alone', async () => {
    const { world } = await withSecrets();
    const [to, queue, at] = [`${newId(now())}@example.com`, createMailQueue(db), Date.UTC(2000, 0)];
    const id = newId(now());
    const mail = { to, subject: 'Hi', text: 'https://flows.example.com/account/reset-password/secret' };
    const { vault: first } = keyring(FIRST);
    const message = await sealMail({ vault: first }, id, mail);
    await queue.add({ id, message, created_at: new Date(at).toISOString() });
    const needs = async () => {
      const all = await readMasterNeeds(keyring(FIRST).query);
      return all.filter(({ what, version }) => what === 'mail_queue.message' && version === 2);
    };
    expect(await needs()).toEqual([]);
    await rotateMaster(await within(world, keyring(SECOND, FIRST), id));
    expect(await needs()).toMatchObject([{ needs: 1 }]);
    const sent: Mail[] = [];
    const sendMail = async (one: Mail): Promise<void> => {
      sent.push(one);
    };
    const { vault: second } = keyring(SECOND);
    const log = (): void => undefined;
    const delivery = { queue, vault: second, now: () => at, log, sendMail, from: 'no-reply@example.com' };
    await deliverThese(delivery, [id]);
    expect(sent).toMatchObject([{ to: [{ email: to }], text: mail.text }]);
    expect(await needs()).toEqual([]);
  });

  it('may be begun again, and then has nothing to do', async () => {
    const { world } = await withSecrets();
    const both = keyring(SECOND, FIRST);
    expect((await rotateMaster(await within(world, both))).count).toBe(1);
    expect((await rotateMaster(await within(world, both))).count).toBe(0);
  });
});

describe('the list of sealed columns', () => {
  it('has every column in which something sealed was found', async () => {
    await withSecrets();
    const columns = await db.sql.query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type IN ('text', 'character varying')`,
    );
    const known = new Set([
      'workspace_keys.wrapped_key',
      ...[...ACCOUNT_COLUMNS, ...WORKSPACE_COLUMNS].map((one) => `${one.table}.${one.column}`),
    ]);
    const found: string[] = [];
    for (const { table_name: table, column_name: column } of columns) {
      const sealed = `SELECT 1 FROM ${table} WHERE ${column} ~ '^[vw][0-9]+[.][A-Za-z0-9_-]{16}[.][A-Za-z0-9_-]{22,}$' LIMIT 1`;
      if ((await db.sql.query(sealed)).length > 0) found.push(`${table}.${column}`);
    }
    expect(found.filter((one) => !known.has(one))).toEqual([]);
  });
});
