import type { Actor } from '../security/permissions.ts';
import type { Clock } from '../shared/clock.ts';
import type { Open, WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import { endpointSecretPurpose } from './endpoint-secret.ts';
import type { WebhookEndpoint } from './endpoints.repository.ts';
import { FORM_METHOD } from './form-method.ts';
import type { EndpointView } from './webhooks.schemas.ts';

/** A trailing slash means nothing in a path, and no path means any. */
function pathBehind(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((part) => `/${part}`).join('');
}

function urlPath({ endpoint_id, method, path }: WebhookEndpoint): string {
  return method === FORM_METHOD ? `/forms/${endpoint_id}` : `/webhooks/${endpoint_id}${pathBehind(path)}`;
}

/** Where the endpoint is tried out; a form is looked at where it is. */
export function testUrlPath({ endpoint_id, method, path }: WebhookEndpoint): string | null {
  return method === FORM_METHOD ? null : `/webhooks-test/${endpoint_id}${pathBehind(path)}`;
}

type ShowDeps = { readonly secrets: Pick<WorkspaceSecrets, 'opener'>; readonly now: Clock };

/** @param open `null`: the secret is not for the actor. */
async function viewOf(endpoint: WebhookEndpoint, open: Open | null, now: number): Promise<EndpointView> {
  const { secret, previous_secret: _hidden, previous_secret_expires_at: expiry, ...shown } = endpoint;
  return {
    ...shown,
    url_path: urlPath(endpoint),
    test_url_path: testUrlPath(endpoint),
    secret: secret === null || open === null ? null : await open(secret, endpointSecretPurpose(endpoint.id)),
    previous_secret_expires_at: expiry !== null && now < Date.parse(expiry) ? expiry : null,
  };
}

async function openerFor({ secrets }: ShowDeps, { permissions, workspaceId }: Actor): Promise<Open | null> {
  return permissions.has('workflows:write') ? secrets.opener(workspaceId) : null;
}

/** Endpoints of the workspace as the actor may see them now: with their secrets, if the actor may change workflows. */
export async function showEndpoints(
  deps: ShowDeps,
  actor: Actor,
  endpoints: readonly WebhookEndpoint[],
): Promise<EndpointView[]> {
  const open = await openerFor(deps, actor);
  return Promise.all(endpoints.map((endpoint) => viewOf(endpoint, open, deps.now())));
}

/** The same for one of them. */
export async function showEndpoint(deps: ShowDeps, actor: Actor, endpoint: WebhookEndpoint): Promise<EndpointView> {
  return viewOf(endpoint, await openerFor(deps, actor), deps.now());
}
