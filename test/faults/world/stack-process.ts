import { rm } from 'node:fs/promises';
import type { Statement } from '../../../scripts/database/adapter.ts';
import { parseLocalSettings } from '../../../scripts/local/settings.ts';
import { onSignal } from '../../../scripts/local/signals.ts';
import { type Stack, startStack } from '../../../scripts/local/stack.ts';
import { runScript } from '../../../scripts/support/run-script.ts';

/** What the harness asks. `id` comes back with the answer. */
export type Asked = { readonly id: number; readonly statement: Statement | null };

async function answer(stack: Stack, { statement }: Asked): Promise<object> {
  if (statement === null) return { pids: stack.pids() };
  try {
    return { rows: (await stack.execute(statement)).rows };
  } catch (error) {
    return { error: String(error) };
  }
}

/** The process of a stack that is to be killed in parts: what `npm start` runs, until the harness is gone. */
await runScript(async () => {
  onSignal(() => undefined);
  const settings = parseLocalSettings(process.env);
  const gone = new Promise((resolve) => process.once('disconnect', resolve));
  const { QUEUE_FAULTS } = process.env;
  try {
    const stack = await startStack(settings, undefined, {
      queueFaults: QUEUE_FAULTS === undefined ? undefined : JSON.parse(QUEUE_FAULTS),
    });
    process.on('message', async (asked: Asked) => {
      const told = await answer(stack, asked);
      if (process.connected) process.send?.({ id: asked.id, ...told });
    });
    process.send?.({ id: 0, url: stack.url });
    await gone;
    await stack.close();
  } finally {
    await rm(settings.dataDir, { recursive: true, force: true });
    // Else the process would live on, and the harness wait for it.
    if (process.connected) process.disconnect();
  }
});
