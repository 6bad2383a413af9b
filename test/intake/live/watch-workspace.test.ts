import { describe, expect, it } from 'vitest';
import { untilStatus } from '../../support/executions.ts';
import { sayingGraph, startExecution } from '../../support/run-workflow.ts';
import { createUser, createWorkflow } from '../../support/running-app.ts';
import { resting, wait } from '../../support/waits.ts';
import { openStream } from './watching.ts';

describe('the stream of a workspace', () => {
  it('tells what there is, then what begins and ends', async () => {
    const user = await createUser();
    const { id: workflow } = await createWorkflow(user, sayingGraph('hello'));
    const before = await startExecution(user, workflow, { n: 1 });
    await untilStatus(user, before, 'completed');
    const stream = await openStream(user, '/stream');
    await stream.until(({ type, data }) => type === 'execution.ended' && data.id === before);
    const after = await startExecution(user, workflow, { n: 2 });
    const ended = await stream.until(({ type, data }) => type === 'execution.ended' && data.id === after);
    expect(ended.data).toMatchObject({ status: 'completed', workflow_id: workflow, nodes_completed: 2 });
    await stream.leave();
  });

  it('tells that one waits, and nothing of other workspaces', async () => {
    const user = await createUser();
    const other = await createUser();
    const stream = await openStream(user, '/stream');
    const { id: foreign } = await createWorkflow(other, sayingGraph('foreign'));
    await startExecution(other, foreign, { n: 1 });
    const { id } = await resting(user, wait());
    await stream.until(({ type, data }) => type === 'execution.waiting' && data.id === id);
    expect(stream.events.filter(({ data }) => data.workflow_id === foreign)).toEqual([]);
    await stream.leave();
  });
});
