import console from './isolate/console.isolate.js';
import guard from './isolate/guard.isolate.js';
import harden from './isolate/harden.isolate.js';
import results from './isolate/results.isolate.js';
import serve from './isolate/serve.isolate.js';
import thrown from './isolate/thrown.isolate.js';
import timers from './isolate/timers.isolate.js';
import variables from './isolate/variables.isolate.js';

/** Ours come first, so that the isolate is hardened before the user's module is there. */
const MAIN = `import { serve } from './serve.isolate.js';
import program from './code.js';
export default serve(program);
`;

/** All modules of an isolate but `code.js`, which is the user's. */
export const ISOLATE_MODULES: { readonly [name: string]: string } = {
  'main.js': MAIN,
  'console.isolate.js': console,
  'guard.isolate.js': guard,
  'harden.isolate.js': harden,
  'results.isolate.js': results,
  'serve.isolate.js': serve,
  'thrown.isolate.js': thrown,
  'timers.isolate.js': timers,
  'variables.isolate.js': variables,
};
