import { ISOLATE_MODULES } from './isolate-modules.ts';
import { COMPATIBILITY_DATE, type IsolateHost } from './isolate-program.ts';

/** The isolate sees nothing of a request but its body. */
const ADDRESS = 'https://code.invalid/';

/** Runs user code in isolates of the platform's Worker Loader. */
export function createLoaderHost(loader: WorkerLoader): IsolateHost {
  return ({ id, module, cpuMs }, job, signal) => {
    const isolate = loader.get(id, () => ({
      compatibilityDate: COMPATIBILITY_DATE,
      mainModule: 'main.js',
      modules: { ...ISOLATE_MODULES, 'code.js': module },
      env: {},
      globalOutbound: null,
      limits: { cpuMs },
    }));
    return isolate.getEntrypoint().fetch(ADDRESS, { method: 'POST', body: job, signal });
  };
}
