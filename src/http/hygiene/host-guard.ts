import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-types.ts';
import { noSuchRoute } from '../http.errors.ts';

/** What strangers call and open. What is shown there is the work of authors of workflows, of all workspaces. */
const FOR_THE_WORLD = /^\/(?:webhooks|webhooks-test|forms|resume|approvals)(?:\/|$)/;

/** What is the same on each host. */
const ON_EACH_HOST = /^\/(?:health|\.well-known)\//;

/** Whether a path belongs to a webhook, a form, a wait or an approval. */
export function isForTheWorld(path: string): boolean {
  return FOR_THE_WORLD.test(path);
}

/**
 * A middleware that keeps what is for the world on a host of its own, away from the origin of the API, the documentation and
 * the session of whoever is signed in there. Throws 404 for what belongs on the other host.
 */
export function hostGuard(worldHost: string): MiddlewareHandler<AppEnv> {
  return async function guardHost(c, next) {
    const { host } = new URL(c.req.url);
    const { path } = c.req;
    if (!ON_EACH_HOST.test(path) && (host === worldHost) !== isForTheWorld(path)) throw noSuchRoute();
    await next();
  };
}
