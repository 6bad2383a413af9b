import { originRefused } from './live.errors.ts';
import type { LiveRouteDeps } from './live-deps.ts';

/**
 * Browsers let each page open a WebSocket anywhere, and only say which page it is (RFC 6455 §10.2). Programs say nothing. Throws
 * `AppError` 403 for a page that may not read the API.
 */
export function checkOrigin(
  { publicOrigin, settings }: Pick<LiveRouteDeps, 'publicOrigin' | 'settings'>,
  request: Request,
): void {
  const origin = request.headers.get('origin');
  const own = publicOrigin ?? new URL(request.url).origin;
  if (origin !== null && origin !== own && !settings.CORS_ORIGINS.has(origin)) throw originRefused();
}
