import { buildWorker } from './local/bundle.ts';
import { buildPages } from './local/pages.ts';
import { runScript } from './support/run-script.ts';

/**
 * Builds the pages and the Worker that serves them. `npm ci` runs it, and so does `npm start` with what is not of the present sources. What
 * wrangler reads of the pages must not change under its hands.
 */
await runScript(async () => {
  await buildPages();
  await buildWorker();
});
