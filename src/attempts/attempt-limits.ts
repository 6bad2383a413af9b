/** How many tries of one kind one subject (an account, an address) has within a window that begins with the first, in seconds. */
type AttemptLimit = { readonly max: number; readonly windowSeconds: number };

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/** Everything that is limited. One list, so that what nobody may guess without end can be read in one place. */
export const ATTEMPT_LIMITS = {
  'credentials.reveal': { max: 30, windowSeconds: QUARTER },
  'credentials.test': { max: 60, windowSeconds: 60 },
  'invitations.accept': { max: 60, windowSeconds: QUARTER },
  'invitations.address': { max: 5, windowSeconds: 24 * HOUR },
  'invitations.workspace': { max: 100, windowSeconds: 24 * HOUR },
  /** From all networks together: it stops those who guess from many, so it is wider than what one network has. */
  'login.account': { max: 50, windowSeconds: HOUR },
  'login.account_address': { max: 10, windowSeconds: QUARTER },
  'login.address': { max: 100, windowSeconds: QUARTER },
  'refresh.address': { max: 1000, windowSeconds: QUARTER },
  'register.address': { max: 30, windowSeconds: HOUR },
  'workspaces.create': { max: 10, windowSeconds: HOUR },
  'workspaces.export': { max: 10, windowSeconds: HOUR },
} as const satisfies { readonly [kind: string]: AttemptLimit };

export type AttemptKind = keyof typeof ATTEMPT_LIMITS;
