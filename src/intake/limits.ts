import { MEBIBYTE } from '../shared/request-body.ts';

/** The body of a call from outside, in bytes: of a webhook, or of a call for which an execution waits. */
export const MAX_CALL_BYTES = 10 * MEBIBYTE;

/** The form of an approval, in bytes. */
export const MAX_FORM_BYTES = MEBIBYTE / 8;
