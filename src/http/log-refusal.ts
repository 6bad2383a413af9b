import type { Actor } from '../security/permissions.ts';
import type { AppError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import type { AppContext, SignedInUser } from './app-types.ts';
import { clientIp } from './authenticate.ts';
import { loggedPath } from './logged-path.ts';

/** No proof, a proof that does not reach, and too many tries. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 429]);

/** What whoever is no member of a workspace is told of it: a refusal that does not look like one. */
const HIDDEN = 'workspaces.not_found';

/** Writes down who was refused what, so that somebody who tries doors is seen. `null`: not known, or nobody. */
export function logRefusal(error: AppError, c: AppContext, log: Log): void {
  if (!REFUSALS.has(error.status) && error.code !== HIDDEN) return;
  const user: SignedInUser | undefined = c.var.user;
  const actor: Actor | undefined = c.var.actor;
  log({
    level: 'info',
    message: error.code,
    status: error.status,
    request_id: c.var.requestId,
    method: c.req.method,
    path: loggedPath(c.req.path),
    user_id: actor?.userId ?? user?.userId ?? null,
    api_key_id: actor?.apiKeyId ?? null,
    ip_address: clientIp(c),
  });
}
