import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { createDependencies } from '../../../src/dependencies.ts';
import { runBatch } from '../../../src/intake/queue/run-batch.ts';
import { PATIENCE } from '../../support/executions.ts';
import { queueExecution } from '../../support/queued-execution.ts';
import { createUser, createWorkflow, node } from '../../support/running-app.ts';
import { told } from '../../support/stream-events.ts';
import { newTarget } from '../../support/target.ts';
import { starting } from '../../support/waits.ts';
import { expectHistory } from './equals-history.ts';
import { watch } from './watching.ts';

describe('a runner that has begun before anybody watched', () => {
  it('hears of it with the next renewal of its lease, and tells from then on', async () => {
    const user = await createUser();
    const [first, second] = [newTarget(), newTarget()];
    const read = (id: string, target: typeof first) =>
      node(id, 'action.http', { method: 'GET', url: target.url('hold') });
    const { id: workflow } = await createWorkflow(user, starting(read('one', first), read('two', second)));
    const id = await queueExecution(user, workflow);
    const { intake } = createDependencies({ ...env, LEASE_SECONDS: '1' });
    const running = runBatch(intake, [{ execution_id: id }]);
    await vi.waitFor(async () => expect(await first.calls()).toHaveLength(1), PATIENCE);
    const stream = await watch(user, id);
    await stream.until(({ type, data }) => type === 'live' && data.is_live === true);
    expect(told(stream.events)).toEqual(['start completed', 'one running']);
    await first.open();
    await stream.until(({ type, data }) => type === 'node.started' && data.node_id === 'two');
    await second.open();
    await running;
    await expectHistory(user, id, await stream.toEnd());
  });
});
