import consoleModule from '../../../src/runner/code/isolate/console.isolate.js';
import guard from '../../../src/runner/code/isolate/guard.isolate.js';
import harden from '../../../src/runner/code/isolate/harden.isolate.js';
import main from '../../../src/runner/code/isolate/main.isolate.js';
import numbers from '../../../src/runner/code/isolate/numbers.isolate.js';
import results from '../../../src/runner/code/isolate/results.isolate.js';
import serve from '../../../src/runner/code/isolate/serve.isolate.js';
import thrown from '../../../src/runner/code/isolate/thrown.isolate.js';
import timers from '../../../src/runner/code/isolate/timers.isolate.js';
import variables from '../../../src/runner/code/isolate/variables.isolate.js';

const MODULES = {
  'main.js': main,
  'console.isolate.js': consoleModule,
  'guard.isolate.js': guard,
  'harden.isolate.js': harden,
  'numbers.isolate.js': numbers,
  'results.isolate.js': results,
  'serve.isolate.js': serve,
  'thrown.isolate.js': thrown,
  'timers.isolate.js': timers,
  'variables.isolate.js': variables,
};

/** Each isolate stays for the life of this process: how many there are is told, so that the process can be replaced in time. */
const loaded = new Set();

function isolateOf({ LOADER }, id, code) {
  loaded.add(id);
  return LOADER.get(id, () => ({
    compatibilityDate: '2026-08-01',
    mainModule: 'main.js',
    modules: { ...MODULES, 'code.js': code },
    env: {},
    globalOutbound: null,
  }));
}

/** Runs a program of the user, which comes with its job, in an isolate: see `createProcessHost`. */
export default {
  async fetch(request, env) {
    if (new URL(request.url).pathname === '/ping') return Response.json({ isolates: loaded.size });
    const text = await request.text();
    const length = Number(request.headers.get('x-module-length'));
    const isolate = isolateOf(env, request.headers.get('x-isolate'), text.slice(0, length));
    try {
      return await isolate.getEntrypoint().fetch('https://code.invalid/', { method: 'POST', body: text.slice(length) });
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};
