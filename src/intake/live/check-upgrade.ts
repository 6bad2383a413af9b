import { originRefused, upgradeRequired } from './live.errors.ts';
import type { LiveRouteDeps } from './live-deps.ts';

/**
 * Whether a request asks for a WebSocket, and may. Browsers let each page open one anywhere, and only say which page it is
 * (RFC 6455 §10.2); programs say nothing. Throws `AppError`: 426, and 403 for a page that may not read the API.
 */
export function checkUpgrade(
  { publicOrigin, settings }: Pick<LiveRouteDeps, 'publicOrigin' | 'settings'>,
  { headers, url }: Request,
): void {
  if (headers.get('upgrade')?.toLowerCase() !== 'websocket') throw upgradeRequired();
  const origin = headers.get('origin');
  const own = publicOrigin ?? new URL(url).origin;
  if (origin !== null && origin !== own && !settings.CORS_ORIGINS.has(origin)) throw originRefused();
}
