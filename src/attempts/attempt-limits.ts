/** How many tries of one kind one subject (an account, an address) has within a window that begins with the first, in seconds. */
type AttemptLimit = { readonly max: number; readonly windowSeconds: number };

/** Everything that is limited. One list, so that what nobody may guess without end can be read in one place. */
export const ATTEMPT_LIMITS = {
  'credentials.reveal': { max: 30, windowSeconds: 15 * 60 },
  'credentials.test': { max: 60, windowSeconds: 60 },
  'login.account': { max: 10, windowSeconds: 15 * 60 },
  'login.address': { max: 100, windowSeconds: 15 * 60 },
} as const satisfies { readonly [kind: string]: AttemptLimit };

export type AttemptKind = keyof typeof ATTEMPT_LIMITS;
