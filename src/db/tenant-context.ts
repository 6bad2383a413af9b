import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom the database is asked. `userId: null`: a service key. `workspaceId: null`: a route outside of any workspace. */
export type TenantContext = { readonly userId: string | null; readonly workspaceId: string | null };

const current = new AsyncLocalStorage<TenantContext>();

/**
 * Runs the work, and whatever it waits for, on behalf of somebody whose access has been checked. A statement is sent when somebody
 * waits for it, so it is waited for here: else it would be sent on nobody's behalf.
 */
export function onBehalfOf<Result>(context: TenantContext, work: () => PromiseLike<Result>): Promise<Result> {
  return current.run(context, async () => await work());
}

/** On whose behalf the present call runs; `null`: nobody's yet, or the platform's own. */
export function tenantContext(): TenantContext | null {
  return current.getStore() ?? null;
}
