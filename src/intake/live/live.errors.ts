import { AppError } from '../../shared/errors.ts';

export function tooManyWatchers(): AppError {
  return new AppError('live.too_many_watchers', 429, 'So many watch this that no more can.', {
    headers: { 'retry-after': '30' },
  });
}

export function originRefused(): AppError {
  return new AppError('live.origin_refused', 403, 'Pages of this origin may open no WebSocket here: see CORS_ORIGINS.');
}

export function upgradeRequired(): AppError {
  return new AppError('live.upgrade_required', 426, 'This is for WebSockets. For Server-Sent Events use …/stream.', {
    headers: { upgrade: 'websocket' },
  });
}
