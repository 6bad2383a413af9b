import console from './isolate/console.isolate.js';
import guard from './isolate/guard.isolate.js';
import harden from './isolate/harden.isolate.js';
import main from './isolate/main.isolate.js';
import numbers from './isolate/numbers.isolate.js';
import results from './isolate/results.isolate.js';
import serve from './isolate/serve.isolate.js';
import thrown from './isolate/thrown.isolate.js';
import timers from './isolate/timers.isolate.js';
import variables from './isolate/variables.isolate.js';

/** All modules of an isolate but `code.js`, which is the user's. */
export const ISOLATE_MODULES: { readonly [name: string]: string } = {
  // Ours come first, so that the isolate is hardened before the user's module is there.
  'main.js': main,
  'console.isolate.js': console,
  'guard.isolate.js': guard,
  'harden.isolate.js': harden,
  'numbers.isolate.js': numbers,
  'results.isolate.js': results,
  'serve.isolate.js': serve,
  'thrown.isolate.js': thrown,
  'timers.isolate.js': timers,
  'variables.isolate.js': variables,
};
