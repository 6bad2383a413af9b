import { expect, test } from 'vitest';
import { stopErrorAction } from '../../../src/nodes/actions/stop-error.ts';
import { runNode } from '../../support/node-run.ts';

test('action.stop_error fails with its message and is not retried', async () => {
  const config = { message: 'No lines', details: { order: 7 } };
  await expect(runNode(stopErrorAction, { items: [{}], config })).rejects.toMatchObject({
    code: 'workflow.stopped',
    message: 'No lines: {"order":7}',
    retryable: false,
  });
});

test('action.stop_error has a message of its own', async () => {
  await expect(runNode(stopErrorAction, { items: [{}] })).rejects.toThrow('The workflow was stopped');
});
