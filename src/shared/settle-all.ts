/** Waits for all of these, whatever becomes of the others. Throws then all that failed, together under `message`. */
export async function settleAll(works: readonly Promise<unknown>[], message: string): Promise<void> {
  const errors = (await Promise.allSettled(works)).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (errors.length > 0) throw new AggregateError(errors, message);
}
