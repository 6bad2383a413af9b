import { describe, expect, it } from 'vitest';
import { auditLogSchema } from '../../src/audit/audit.schemas.ts';
import { AUDIT_ACTIONS } from '../../src/audit/audit-actions.ts';
import { pageSchema } from '../../src/shared/pagination.ts';
import { call, newUser } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';

const app = testApp();

describe('AUDIT_ACTIONS', () => {
  it.each(AUDIT_ACTIONS)('has %s in the one form', (action) => {
    expect(action).toMatch(/^[a-z_]+s\.[a-z_]*(ed|ed_back|ed_in|_set|sent|left|reset)$/);
  });
});
const page = pageSchema(auditLogSchema);

describe('GET /workspaces/{workspace_id}/audit-logs', () => {
  it('is read page by page, newest first', async () => {
    const { workspace, bearer } = await newUser(app);
    const path = `/api/v1/workspaces/${workspace.id}`;
    for (const name of ['One', 'Two', 'Three']) await call(app, { method: 'PATCH', path, body: { name } }, bearer);
    const names: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const { data, next_cursor } = page.parse(
        (await call(app, { method: 'GET', path: `${path}/audit-logs${query}` }, bearer)).body,
      );
      names.push(...data.map(({ details }) => Object(details.after).name));
      cursor = next_cursor;
    }
    expect(names).toEqual(['Three', 'Two', 'One', undefined]);
  });

  it('is filtered by action, target and user', async () => {
    const { workspace, user, bearer } = await newUser(app);
    const path = `/api/v1/workspaces/${workspace.id}/audit-logs`;
    const count = async (query: string) =>
      page.parse((await call(app, { method: 'GET', path: `${path}?${query}` }, bearer)).body).data.length;
    expect(await count('action=accounts.registered')).toBe(1);
    expect(await count('action=something.else')).toBe(0);
    expect(await count(`target_id=${user.id}`)).toBe(1);
    expect(await count(`user_id=${workspace.id}`)).toBe(0);
  });

  it('is hidden from strangers', async () => {
    const [ada, bob] = [await newUser(app), await newUser(app)];
    const path = `/api/v1/workspaces/${ada.workspace.id}/audit-logs`;
    expect((await call(app, { method: 'GET', path }, bob.bearer)).status).toBe(404);
  });
});
