import { rm } from 'node:fs/promises';
import type { Statement } from '../../scripts/database/adapter.ts';
import { parseLocalSettings } from '../../scripts/local/settings.ts';
import { onSignal } from '../../scripts/local/signals.ts';
import { startStack } from '../../scripts/local/stack.ts';
import { runScript } from '../../scripts/support/run-script.ts';

/** The process of the server: what `npm start` runs, until the parent is gone, on data that is thrown away then. */
await runScript(async () => {
  onSignal(() => undefined);
  const settings = parseLocalSettings(process.env);
  const gone = new Promise((resolve) => process.once('disconnect', resolve));
  try {
    const stack = await startStack(settings);
    process.on('message', (statement: Statement) => {
      void stack.execute(statement).then(({ rowCount }) => process.send?.({ rowCount }));
    });
    if (process.connected) process.send?.({ url: stack.url, pids: stack.pids() });
    await gone;
    await stack.close();
  } finally {
    await rm(settings.dataDir, { recursive: true, force: true });
    if (process.connected) process.disconnect();
  }
});
