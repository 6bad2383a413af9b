/**
 * What a poll that is put off counts from, in SQL: the minute that it belongs to. The tick of a minute comes as the minute begins,
 * so what counted from now would be due a moment after its tick, and wait for the next one.
 */
export const POLL_MINUTE = "date_trunc('minute', now())";
