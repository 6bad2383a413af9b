import { loadBundle } from './local/bundle.ts';
import { buildPages } from './local/pages.ts';
import { runStack } from './local/run-stack.ts';
import type { Stack } from './local/stack.ts';
import { watchSources } from './local/watch-sources.ts';
import { runScript } from './support/run-script.ts';
import { errorText } from './support/start-error.ts';

/** Makes the function that puts a new bundle in place when the sources have really changed. */
function createReload(stack: Stack, dataDir: string): () => Promise<void> {
  let running = stack.bundle.hash;
  return async () => {
    try {
      const [bundle] = await Promise.all([loadBundle(dataDir), buildPages()]);
      if (bundle.hash === running) return;
      await stack.replace({ front: bundle, runner: bundle });
      running = bundle.hash;
      console.log('Reloaded.');
    } catch (error) {
      console.error(`linkflow: ${errorText(error)}`);
    }
  };
}

/** `npm run dev`: what `npm start` does, and again with each change of the sources. */
await runScript(() => runStack((stack, dataDir) => watchSources(createReload(stack, dataDir))));
