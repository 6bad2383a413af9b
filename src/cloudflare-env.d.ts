import type { Env as WorkerEnv } from './env.ts';

declare global {
  namespace Cloudflare {
    /** What the platform hands to objects, and `env` of `cloudflare:workers` holds. */
    interface Env extends WorkerEnv {}
  }
}
