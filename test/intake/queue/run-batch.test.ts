import { env } from 'cloudflare:workers';
import { NeonDbError } from '@neondatabase/serverless';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDependencies } from '../../../src/dependencies.ts';
import { runBatch } from '../../../src/intake/queue/run-batch.ts';
import { untilStatus } from '../../support/executions.ts';
import { createIdleWorkflow, queueExecution, rowOf } from '../../support/queued-execution.ts';
import { createUser, type User } from '../../support/running-app.ts';

const { intake } = createDependencies(env);

let user: User;
let workflow: string;

beforeAll(async () => {
  user = await createUser();
  workflow = await createIdleWorkflow(user);
});

describe('a batch of executions', () => {
  it('loads a version once for all of them', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => queueExecution(user, workflow)));
    const loaded: string[] = [];
    const load = (id: string, version: number) => {
      loaded.push(id);
      return intake.workflows.load(id, version);
    };
    const workflows = { ...intake.workflows, load };
    await runBatch(
      { ...intake, workflows },
      ids.map((id) => ({ execution_id: id })),
    );
    for (const id of ids) await untilStatus(user, id, 'completed');
    expect(loaded).toEqual([workflow]);
  });

  it('leaves those to the sweep whose version cannot be loaded while the database is away', async () => {
    const id = await queueExecution(user, workflow);
    const load = () => Promise.reject(new NeonDbError('The database is away.'));
    await runBatch({ ...intake, workflows: { ...intake.workflows, load } }, [{ execution_id: id }]);
    expect(await rowOf(id)).toMatchObject({ status: 'running', error_code: null });
  });
});
