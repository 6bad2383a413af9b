import { buildPages } from './local/pages.ts';
import { runScript } from './support/run-script.ts';

/** Builds the pages that the Worker serves. `npm ci` runs it, and so does `npm start` when they are not of the present sources. */
await runScript(buildPages);
