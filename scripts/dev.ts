import { loadBundle } from './local/bundle.ts';
import { runStack } from './local/run-stack.ts';
import type { Stack } from './local/stack.ts';
import { watchSources } from './local/watch-sources.ts';
import { runScript } from './support/run-script.ts';
import { errorText } from './support/start-error.ts';

async function reload(stack: Stack, dataDir: string): Promise<void> {
  try {
    await stack.replace(await loadBundle(dataDir));
    console.log('Reloaded.');
  } catch (error) {
    console.error(`linkflow: ${errorText(error)}`);
  }
}

/** `npm run dev`: what `npm start` does, and again with each change of the sources. */
await runScript(() => runStack((stack, dataDir) => watchSources(() => reload(stack, dataDir))));
