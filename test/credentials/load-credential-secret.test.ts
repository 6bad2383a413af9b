import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { credentials } from '../../src/credentials/credentials.table.ts';
import { loadCredentialSecret } from '../../src/credentials/use/load-credential-secret.ts';
import { createWorld, db, secrets, textAt } from '../workflows/world.ts';

const START = Date.UTC(2026, 10, 22, 12);

/** A credential of a new workspace, and how it is loaded at a moment. */
async function stored() {
  const { as, root, workspace, other } = await createWorld();
  const input = { name: 'T', type: 'bearer', data: { token: 'secret' }, allowed_hosts: ['api.example.com'] };
  const { body } = await (await as('owner'))('POST', `${root}/credentials`, input);
  const id = textAt(body, 'id');

  async function lastUsed(): Promise<number | undefined> {
    const [row] = await db.orm.select().from(credentials).where(eq(credentials.id, id));
    return row?.last_used_at?.getTime();
  }

  return {
    id,
    workspace,
    other,
    lastUsed,
    load: (at: number) => loadCredentialSecret({ db, secrets, now: () => at }, workspace, id),
  };
}

describe('loadCredentialSecret', () => {
  it('opens the secret for its workspace', async () => {
    const { load } = await stored();
    expect(await load(START)).toMatchObject({
      type: 'bearer',
      data: { token: 'secret' },
      allowedHosts: ['api.example.com'],
    });
  });

  it('notes the use at most once a minute', async () => {
    const { load, lastUsed } = await stored();
    expect(await lastUsed()).toBeUndefined();
    await load(START);
    await load(START + 59_000);
    expect(await lastUsed()).toBe(START);
    await load(START + 61_000);
    expect(await lastUsed()).toBe(START + 61_000);
  });

  it('gives nothing to another workspace, and notes no use', async () => {
    const { id, other, lastUsed } = await stored();
    expect(await loadCredentialSecret({ db, secrets, now: () => START }, other, id)).toBeNull();
    expect(await lastUsed()).toBeUndefined();
  });

  it('gives nothing for an id that is none', async () => {
    const { workspace } = await stored();
    expect(await loadCredentialSecret({ db, secrets, now: () => START }, workspace, 'mine')).toBeNull();
  });
});
