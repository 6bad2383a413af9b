import { env } from 'cloudflare:workers';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { accountEntry } from '../../src/audit/account-entry.ts';
import { createDatabase } from '../../src/db/client.ts';
import { openDatabases } from '../../src/db/databases.ts';
import { type DatabaseRole, ROLE_NAMES } from '../../src/db/roles.ts';
import { onBehalfOf, type TenantContext } from '../../src/db/tenant-context.ts';
import { findPage } from '../../src/executions/search/find-page.ts';
import { createRepositories } from '../../src/repositories.ts';
import { newId } from '../../src/shared/ids.ts';
import { workflows } from '../../src/workflows/model/workflows.table.ts';
import { newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';
import { fillWorkspace } from '../workspaces/filled-workspace.ts';

const ROLES: readonly DatabaseRole[] = ['people', 'auth', 'system'];
const { people, auth, system } = openDatabases(env);
const repositories = createRepositories({ people, auth, system }, { now: Date.now, blobs: null });

type Tenant = { readonly context: TenantContext; readonly workspaceId: string; readonly userId: string };

async function filledTenant(): Promise<Tenant> {
  const { user, workspace } = await newUser(testApp());
  await fillWorkspace(workspace.id, user.id);
  const context = { userId: user.id, workspaceId: workspace.id };
  return { context, workspaceId: workspace.id, userId: user.id };
}

let own: Tenant;
let other: Tenant;

beforeAll(async () => {
  own = await filledTenant();
  other = await filledTenant();
});

const workspacesSeen = async () => (await people.orm.select().from(workflows)).map((row) => row.workspace_id);

describe('the database as a role', () => {
  it.each(ROLES)('is asked as it, whether the URL is that of the role or of the owner: %s', async (role) => {
    const query = 'SELECT current_user AS who';
    const byOwner = createDatabase({ url: env.DATABASE_URL ?? '', bridge: env.NEON_BRIDGE }, role);
    for (const database of [openDatabases(env)[role], byOwner]) {
      const answers = await onBehalfOf(own.context, async () => [
        ...(await database.sql.query(query)),
        ...(await database.sql`SELECT current_user AS who`),
        ...(await database.sql.transaction([database.sql.query(query)])).flat(),
        ...(await database.orm.execute(sql`SELECT current_user AS who`)).rows,
        ...(await database.orm.batch([database.orm.execute(sql`SELECT current_user AS who`)])).flatMap(
          ({ rows }) => rows,
        ),
      ]);
      expect(answers).toEqual(Array.from({ length: 5 }, () => ({ who: ROLE_NAMES[role] })));
    }
  });

  it('shows people nothing while nobody asks', async () => {
    expect(await workspacesSeen()).toEqual([]);
    expect(await people.orm.$count(workflows)).toBe(0);
    const changed = await people.orm.update(workflows).set({ name: 'taken' }).returning({ id: workflows.id });
    expect(changed).toEqual([]);
  });

  it('shows each who asks at the same moment their own', async () => {
    const asked = Array.from({ length: 20 }, (_, place) => (place % 2 === 0 ? own : other));
    const seen = await Promise.all(asked.map(({ context }) => onBehalfOf(context, workspacesSeen)));
    expect(seen).toEqual(asked.map(({ workspaceId }) => [workspaceId, workspaceId, workspaceId]));
    expect(await workspacesSeen()).toEqual([]);
  });

  it('keeps a whole batch within the workspace', async () => {
    const [read, changed] = await onBehalfOf(own.context, () =>
      people.orm.batch([
        people.orm.select({ of: workflows.workspace_id }).from(workflows),
        people.orm.update(workflows).set({ description: 'touched' }).returning({ of: workflows.workspace_id }),
      ]),
    );
    expect(new Set([...read, ...changed].map(({ of }) => of))).toEqual(new Set([own.workspaceId]));
  });

  it('gives a service key, behind which nobody is, no rows of any person', async () => {
    const context = { userId: null, workspaceId: own.workspaceId };
    const seen = await onBehalfOf(context, () => auth.sql.query('SELECT count(*)::int AS n FROM sessions'));
    expect(seen).toEqual([{ n: 0 }]);
  });
});

describe('repositories that are handed the ids of another tenant', () => {
  const page = { after: null, limit: 100 } as const;
  const asOwn = <Result>(work: () => Promise<Result>) => onBehalfOf(own.context, work);

  it('find the rows of whoever asks', async () => {
    const { workspaceId } = own;
    expect(
      await asOwn(() => repositories.workflowList.list(workspaceId, { ...page, filter: {}, sort: '-created_at' })),
    ).toHaveLength(3);
    expect(await asOwn(() => repositories.credentials.list(workspaceId, { ...page, roles: ['viewer'] }))).toHaveLength(
      1,
    );
  });

  it('find nothing, though their statements name that tenant', async () => {
    const { workspaceId } = other;
    const found = await asOwn(() =>
      Promise.all([
        repositories.workflowList.list(workspaceId, { ...page, filter: {}, sort: '-created_at' }),
        findPage(people, { workspaceId, filter: {}, after: null }, 100).then(({ executions }) => executions),
        repositories.variables.list(workspaceId),
        repositories.apiKeys.list({ workspaceId, ...page }),
        repositories.members.list({ workspaceId, ...page }),
        repositories.invitations.list({ workspaceId, now: new Date().toISOString(), ...page }),
        repositories.mails.list(workspaceId, page),
        repositories.audit.list({ workspaceId }, { filter: NO_FILTER, ...page }),
        repositories.sessions.listLive({ userId: other.userId, now: Date.now(), ...page }),
        repositories.passkeys.list(other.userId),
        repositories.workspaces.list({ userId: other.userId, ...page }),
      ]),
    );
    expect(found.flat()).toEqual([]);
    expect(await asOwn(() => repositories.workspaces.find(workspaceId))).toBeNull();
  });

  it('find no versions by a workflow alone, which their statements look for', async () => {
    const rows = await testDatabase()
      .orm.select({ id: workflows.id })
      .from(workflows)
      .where(eq(workflows.workspace_id, other.workspaceId));
    for (const { id } of rows) {
      expect(await asOwn(() => repositories.versions.list(id, { below: null, runs: 'hidden', limit: 10 }))).toEqual([]);
    }
  });

  it('change no user but the one who asks', async () => {
    const changeOf = (userId: string) => ({
      first_name: 'Taken',
      userId,
      now: new Date().toISOString(),
      audit: accountEntry({
        id: newId(Date.now()),
        now: Date.now(),
        action: 'accounts.profile_changed',
        userId,
        ip: null,
      }),
    });
    expect(await asOwn(() => repositories.accounts.update(changeOf(other.userId)))).toBe(false);
    expect(await asOwn(() => repositories.accounts.update(changeOf(own.userId)))).toBe(true);
  });
});

const NO_FILTER = {
  action: null,
  target_type: null,
  target_id: null,
  user_id: null,
  created_from: null,
  created_before: null,
};
