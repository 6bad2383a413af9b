import { users } from '../../../src/accounts/accounts.table.ts';
import type { Database } from '../../../src/db/client.ts';
import { executions } from '../../../src/executions/model/executions.table.ts';
import { newId } from '../../../src/shared/ids.ts';
import { workflows } from '../../../src/workflows/model/workflows.table.ts';
import { workspaces } from '../../../src/workspaces/workspaces.table.ts';

/** A queued execution of an empty workflow in a workspace of its own, created at `now`; gives its id. */
export async function insertExecution({ orm }: Database, now: number): Promise<string> {
  const [user, workspace, workflow, id] = [newId(now), newId(now), newId(now), newId(now)];
  await orm.batch([
    orm.insert(users).values({ id: user, email: `${user}@example.com`, password_hash: 'hash' }),
    orm.insert(workspaces).values({ id: workspace, owner_id: user, name: 'Workspace', slug: workspace }),
    orm.insert(workflows).values({ id: workflow, workspace_id: workspace, name: 'Workflow' }),
    orm.insert(executions).values({
      id,
      workflow_id: workflow,
      workspace_id: workspace,
      workflow_version: 1,
      trigger_type: 'manual',
      created_at: new Date(now),
    }),
  ]);
  return id;
}
