import { MAX_ENDPOINT_BODY } from '../nodes/webhook/endpoint-limits.ts';
import { MEBIBYTE } from '../shared/request-body.ts';

/** How large the body of a webhook call or of a resume call may be, in bytes. */
export const MAX_CALL_BYTES = MAX_ENDPOINT_BODY;

/** How far ahead of their start executions are given to the queue, in seconds: more than lies between two sweeps. */
export const STARTS_SENT_AHEAD = 90;

/** How large the form of an approval may be, in bytes. */
export const MAX_FORM_BYTES = MEBIBYTE / 8;

/** How long the comment of an approval may be, in characters. */
export const MAX_COMMENT_LENGTH = 10_000;

/** How many fields a form or a query may have: far more than people send, far fewer than would exhaust an isolate. */
export const MAX_FIELDS = 10_000;

/**
 * How much JSON a resume call may come to, in UTF-16 units. It is less than the result of a node may have, because the
 * waiting node makes an item of it, which is a little longer.
 */
export const MAX_RESUME_PAYLOAD = 15_900_000;
