import { AppError } from '../../shared/errors.ts';

export function nobodyListens(): AppError {
  return new AppError(
    'webhooks.nobody_listens',
    404,
    'Nobody listens at this test URL. Begin to listen with POST …/webhooks/{webhook_id}/listen, then call it again.',
  );
}

export function notListening(): AppError {
  return new AppError(
    'webhooks.not_listening',
    404,
    'Nobody listens at the test URL of this endpoint: begin with POST …/listen.',
  );
}

export function tooManyListeners(): AppError {
  return new AppError('webhooks.too_many_listeners', 429, 'So many listen at this test URL that no more can.', {
    headers: { 'retry-after': '30' },
  });
}
