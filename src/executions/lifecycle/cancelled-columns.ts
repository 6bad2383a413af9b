/**
 * How a row `e` of `executions` is cancelled. What has no object has had no effect and is cancelled at once: its runner's flush
 * will be refused. What has one is marked; if nobody runs it, it goes to the queue, so that a runner brings its history home.
 */
export const CANCELLED = `cancel_requested_at = coalesce(e.cancel_requested_at, now()),
    status = CASE WHEN e.promoted_at IS NULL THEN 'cancelled' WHEN e.status = 'waiting' THEN 'queued' ELSE e.status END,
    completed_at = CASE WHEN e.promoted_at IS NULL THEN now() ELSE e.completed_at END,
    lease_expires_at = CASE WHEN e.promoted_at IS NULL THEN NULL ELSE e.lease_expires_at END,
    enqueued_at = CASE WHEN e.status = 'waiting' THEN now() ELSE e.enqueued_at END`;
