import { neonConfig } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { startBridge } from '../../scripts/database/bridge.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { createDeletionRepository } from '../../src/accounts/deletion/deletion.repository.ts';
import { createFactorRepository } from '../../src/accounts/factors/factors.repository.ts';
import { createPasswordRepository } from '../../src/accounts/passwords/passwords.repository.ts';
import { createSessionRepository } from '../../src/accounts/sessions/sessions.repository.ts';
import { accountEntry } from '../../src/audit/account-entry.ts';
import type { AuditAction } from '../../src/audit/audit-actions.ts';
import { connect, createDatabase } from '../../src/db/client.ts';
import { onBehalfOf } from '../../src/db/tenant-context.ts';
import { newId } from '../../src/shared/ids.ts';
import { createInvitationRepository } from '../../src/workspaces/invitations/invitations.repository.ts';
import { createMemberRepository } from '../../src/workspaces/members/members.repository.ts';
import { ADAPTERS } from './adapters.ts';

const PASSWORD = 'password-of-the-races';
const ROUNDS = 6;

/** Each change of these rows takes so long that the other side begins meanwhile. */
const SLOWED = `
CREATE FUNCTION take_long() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_sleep(0.03); RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END $$;
CREATE TRIGGER slow_members BEFORE INSERT OR UPDATE OR DELETE ON workspace_members
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION take_long();
CREATE TRIGGER slow_sessions BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION take_long();
CREATE TRIGGER slow_users BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION take_long();`;

describe.each(ADAPTERS)('what happens at the same moment, over $name', ({ open }) => {
  let database: DatabaseAdapter;
  let bridge: Awaited<ReturnType<typeof startBridge>>;
  const place = { url: `postgres://user:${PASSWORD}@localhost/database`, bridge: undefined };
  const sql = connect(place);
  const people = createDatabase(place, 'people');
  const auth = createDatabase(place, 'auth');
  const members = createMemberRepository(people);
  const deletions = createDeletionRepository(auth);
  const sessions = createSessionRepository(auth);

  beforeAll(async () => {
    database = await open();
    await migrate(database, await loadMigrations('migrations'));
    bridge = await startBridge({ database, password: PASSWORD });
    neonConfig.fetchEndpoint = `http://${bridge.address}/sql`;
    for (const statement of SLOWED.split(/(?<=;)\n(?=CREATE)/)) await sql.query(statement);
  });

  afterAll(async () => {
    await bridge.close();
    await database.close();
  });

  const entry = (action: AuditAction, userId: string) =>
    accountEntry({ id: newId(Date.now()), now: Date.now(), action, userId, ip: null });
  const entryOf = (workspace_id: string, action: AuditAction, userId: string) => ({
    ...entry(action, userId),
    workspace_id,
  });

  async function newUser(): Promise<string> {
    const id = newId(Date.now());
    await sql.query(`INSERT INTO users (id, email, password_hash) VALUES ($1::uuid, $2, 'x')`, [
      id,
      `${id}@example.com`,
    ]);
    return id;
  }

  async function join(workspaceId: string, userId: string, role: string): Promise<void> {
    await sql.query('INSERT INTO workspace_members (id, workspace_id, user_id, role) VALUES ($1, $2, $3, $4)', [
      newId(Date.now()),
      workspaceId,
      userId,
      role,
    ]);
  }

  /** A workspace with these owners and a member. */
  async function newWorkspace(owners: readonly string[]) {
    const id = newId(Date.now());
    await sql.query(`INSERT INTO workspaces (id, owner_id, name, slug) VALUES ($1, $2, 'Engines', $3)`, [
      id,
      owners[0],
      id,
    ]);
    for (const owner of owners) await join(id, owner, 'owner');
    await join(id, await newUser(), 'member');
    return id;
  }

  const leave = (workspaceId: string, userId: string) =>
    onBehalfOf({ userId, workspaceId }, () =>
      members.remove({
        workspaceId,
        userId,
        seenRole: 'owner',
        now: Date.now(),
        barred: false,
        audit: entryOf(workspaceId, 'members.left', userId),
      }),
    );

  const lower = (workspaceId: string, userId: string) =>
    onBehalfOf({ userId, workspaceId }, () =>
      members.changeRole({
        workspaceId,
        userId,
        seenRole: 'owner',
        role: 'admin',
        audit: entryOf(workspaceId, 'members.role_changed', userId),
      }),
    );

  const remove = (_workspaceId: string, userId: string) =>
    onBehalfOf({ userId, workspaceId: null }, () =>
      deletions.delete({
        userId,
        now: new Date().toISOString(),
        mails: [],
        audit: entry('accounts.deleted', userId),
      }),
    );

  /** Whom the workspace names as its owner, and who owns it. */
  async function ownersOf(workspaceId: string) {
    return sql.query(
      `SELECT w.owner_id = m.user_id AS named FROM workspaces w JOIN workspace_members m ON m.workspace_id = w.id
      JOIN users u ON u.id = m.user_id AND u.status = 'active' WHERE w.id = $1::uuid AND m.role = 'owner'`,
      [workspaceId],
    );
  }

  it.each([
    ['leave', leave, leave],
    ['lower each other', lower, lower],
    ['leave and are lowered', leave, lower],
    ['delete their accounts', remove, remove],
    ['leave and delete their account', leave, remove],
    ['are lowered and delete their account', lower, remove],
  ])('leaves a workspace one owner, whose two owners %s', async (_name, one, other) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const owners = [await newUser(), await newUser()] as const;
      const workspace = await newWorkspace(owners);
      const done = await Promise.all([one(workspace, owners[0]), other(workspace, owners[1])]);
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await ownersOf(workspace)).toEqual([{ named: true }]);
    }
  });

  it('leaves a workspace an owner, if one transfers it to another who leaves', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [from, to] = [await newUser(), await newUser()] as const;
      const workspace = await newWorkspace([from, to]);
      const audit = entryOf(workspace, 'workspaces.transferred', from);
      const transfer = onBehalfOf({ userId: from, workspaceId: workspace }, () =>
        members.transfer({ workspaceId: workspace, from, to, keepRole: 'member', audit }),
      );
      await Promise.all([transfer, leave(workspace, to)]);
      expect(await ownersOf(workspace)).toEqual([{ named: true }]);
    }
  });

  it('destroys no workspace that somebody joins', async () => {
    const invitations = createInvitationRepository({ people, auth });
    for (let round = 0; round < ROUNDS; round += 1) {
      const [owner, guest] = [await newUser(), await newUser()] as const;
      const workspace = newId(Date.now());
      await sql.query(`INSERT INTO workspaces (id, owner_id, name, slug) VALUES ($1, $2, 'Engines', $3)`, [
        workspace,
        owner,
        workspace,
      ]);
      await join(workspace, owner, 'owner');
      const now = Date.now();
      const moments = { created_at: new Date(now).toISOString(), expires_at: new Date(now + 60_000).toISOString() };
      const invitation = {
        id: newId(now),
        invited_by: owner,
        email: null,
        role: 'member',
        max_uses: 1,
        ...moments,
      } as const;
      const hashed = { ...invitation, workspace_id: workspace, token_hash: `hash-${round}` };
      const invited = entryOf(workspace, 'invitations.created', owner);
      await onBehalfOf({ userId: owner, workspaceId: workspace }, () =>
        invitations.create({ invitation: hashed, mails: [], audit: invited }),
      );
      const bearer = { tokenHash: `hash-${round}`, userId: guest, now: moments.created_at };
      const [joined, removed] = await Promise.all([
        onBehalfOf({ userId: guest, workspaceId: null }, () =>
          invitations.accept(bearer, newId(now), entryOf(workspace, 'members.joined', guest)),
        ),
        remove(workspace, owner),
      ]);
      expect([joined, removed].filter(Boolean)).toHaveLength(1);
    }
  });

  function sessionOf(userId: string) {
    const now = new Date();
    const id = newId(now.getTime());
    const secrets = { token_hash: id, refresh_hash: id, expires_at: new Date(now.getTime() + 60_000) };
    const from = { ip_address: null, user_agent: null };
    const moments = { created_at: now, last_used_at: now, confirmed_at: now };
    return { id, user_id: userId, ...secrets, ...from, ...moments, factor: null };
  }

  async function sessionsWithoutFactor(userId: string) {
    return sql.query('SELECT id FROM sessions WHERE user_id = $1 AND factor IS NULL AND revoked_at IS NULL', [userId]);
  }

  it('leaves no session without a factor to somebody who adds one', async () => {
    const factors = createFactorRepository(auth);
    for (let round = 0; round < ROUNDS; round += 1) {
      const userId = await newUser();
      const present = sessionOf(userId);
      await sessions.open({ session: present, provedAt: Date.now(), audit: entry('accounts.signed_in', userId) });
      await factors.proposeTotp(userId, 'sealed');
      const added = { userId, sessionId: present.id, sealed: 'sealed', step: 1, factor: 'totp', codes: [] } as const;
      const signedIn = entry('accounts.signed_in', userId);
      await Promise.all([
        sessions.open({ session: sessionOf(userId), provedAt: Date.now(), audit: signedIn }),
        factors.confirmTotp({ ...added, now: new Date().toISOString(), audit: entry('factors.totp_added', userId) }),
      ]);
      expect(await sessionsWithoutFactor(userId)).toEqual([]);
    }
  });

  it('leaves no session that was opened by the password from before', async () => {
    const passwords = createPasswordRepository(auth);
    for (let round = 0; round < ROUNDS; round += 1) {
      const userId = await newUser();
      const present = sessionOf(userId);
      await sessions.open({ session: present, provedAt: Date.now(), audit: entry('accounts.signed_in', userId) });
      const provedAt = Date.now();
      const change = { userId, sessionId: present.id, from: 'x', to: 'y', now: new Date(provedAt + 1).toISOString() };
      await Promise.all([
        sessions.open({ session: sessionOf(userId), provedAt, audit: entry('accounts.signed_in', userId) }),
        passwords.change({ ...change, mails: [], audit: entry('accounts.password_changed', userId) }),
      ]);
      expect(await sessionsWithoutFactor(userId)).toEqual([{ id: present.id }]);
    }
  });
});
