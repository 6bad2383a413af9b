import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { bootstrapSchema } from '../../src/bootstrap/bootstrap.schemas.ts';
import { permissionsOfRole } from '../../src/security/permissions.ts';
import { workspaceMembers, workspaces } from '../../src/workspaces/workspaces.table.ts';
import { appWithClock, codeAt, STEP_MS, signInWithCode, userWithTotp } from '../support/accounts/factors.ts';
import { bearerOf, call, type Headers, newUser, readTokens } from '../support/api-client.ts';
import { testDatabase } from '../support/test-database.ts';

const here = appWithClock();
const { app, clock } = here;

async function bootstrap(bearer: Headers) {
  return bootstrapSchema.parse((await call(app, { method: 'GET', path: '/api/v1/bootstrap' }, bearer)).body);
}

async function change(workspaceId: string, values: Partial<typeof workspaces.$inferInsert>): Promise<void> {
  await testDatabase().orm.update(workspaces).set(values).where(eq(workspaces.id, workspaceId));
}

describe('GET /api/v1/bootstrap', () => {
  it('tells who is signed in, where they may work, and what they may do there', async () => {
    const { bearer, email, workspace } = await newUser(app);
    const told = await bootstrap(bearer);
    expect(told).toMatchObject({ user: { email }, session: { mfa_passed: false }, has_more_workspaces: false });
    expect(told.workspaces).toMatchObject([{ id: workspace.id, role: 'owner', mfa_needed: false }]);
    expect(told.workspaces[0]?.permissions).toEqual([...permissionsOfRole('owner')]);
    expect(told.workspaces[0]?.plan).toMatchObject({ id: 'self_hosted', limits: { executions: null } });
    expect(told.now).toBe(new Date(clock.now).toISOString());
  });

  it('tells the role and the permissions of each workspace, and shows none of others', async () => {
    const [ada, bob, eve] = [await newUser(app), await newUser(app), await newUser(app)];
    const joined = { id: crypto.randomUUID(), workspace_id: ada.workspace.id, user_id: bob.user.id, role: 'viewer' };
    await testDatabase()
      .orm.insert(workspaceMembers)
      .values({ ...joined, role: 'viewer' });
    const { workspaces: ofBob } = await bootstrap(bob.bearer);
    const byId = new Map(ofBob.map((one) => [one.id, one]));
    expect(byId.size).toBe(2);
    expect(byId.get(bob.workspace.id)?.role).toBe('owner');
    expect(byId.get(ada.workspace.id)?.role).toBe('viewer');
    expect(byId.get(ada.workspace.id)?.permissions).toEqual([...permissionsOfRole('viewer')]);
    expect((await bootstrap(eve.bearer)).workspaces.map(({ id }) => id)).toEqual([eve.workspace.id]);
  });

  it('says where a second factor is needed, until the session passed one', async () => {
    const { bearer, workspace } = await newUser(app);
    await change(workspace.id, { settings: { mfa_required: true } });
    expect((await bootstrap(bearer)).workspaces).toMatchObject([{ mfa_needed: true, permissions: [] }]);

    const user = await userWithTotp(here);
    await change(user.workspace.id, { settings: { mfa_required: true } });
    clock.now += STEP_MS;
    const { body } = await signInWithCode(app, user.email, codeAt(user.secret, clock.now));
    const told = await bootstrap(bearerOf(readTokens(body).access_token));
    expect(told.session.mfa_passed).toBe(true);
    expect(told.workspaces).toMatchObject([{ mfa_needed: false }]);
    expect(told.workspaces[0]?.permissions).toContain('workspace:delete');
  });

  it('leaves little of a workspace that is to be deleted', async () => {
    const { bearer, workspace } = await newUser(app);
    await change(workspace.id, { deleted_at: new Date(clock.now), deletes_at: new Date(clock.now + 1000) });
    const [found] = (await bootstrap(bearer)).workspaces;
    expect(found?.permissions.toSorted()).toEqual([
      'members:read',
      'workspace:delete',
      'workspace:export',
      'workspace:read',
    ]);
  });

  it('is for whoever is signed in, not for API keys', async () => {
    const { bearer, workspace } = await newUser(app);
    const body = { name: 'CI', scopes: ['workspace:read'] };
    const made = await call(app, { method: 'POST', path: `/api/v1/workspaces/${workspace.id}/api-keys`, body }, bearer);
    const { key } = JSON.parse(JSON.stringify(made.body));
    expect((await call(app, { method: 'GET', path: '/api/v1/bootstrap' }, { 'x-api-key': key })).status).toBe(403);
    expect((await call(app, { method: 'GET', path: '/api/v1/bootstrap' })).status).toBe(401);
  });
});
