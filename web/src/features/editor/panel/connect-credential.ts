import { request } from '../../../lib/api/request.ts';
import type { StartedConnection } from '../../../lib/api/schema.gen.ts';

/** Opens the service's page of consent in a tab of its own; the server finishes what comes back from it. */
export async function connectCredential(path: string, id: string): Promise<void> {
  const started = await request<StartedConnection>(`${path}/credentials/${id}/connect`, { method: 'POST', body: {} });
  const url = new URL(started.authorization_url, location.origin);
  if (url.protocol === 'https:' || url.origin === location.origin) open(url, '_blank', 'noopener');
}
