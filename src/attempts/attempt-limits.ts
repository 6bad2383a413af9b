/** How many tries of one kind one subject (an account, an address) has within a window that begins with the first, in seconds. */
type AttemptLimit = { readonly max: number; readonly windowSeconds: number };

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/** Everything that is limited. One list, so that what nobody may guess without end can be read in one place. */
export const ATTEMPT_LIMITS = {
  /** Given back once the page is open: so long it is held for, at most, whose opening broke off. */
  'billing.checkout': { max: 1, windowSeconds: 5 * 60 },
  'credentials.reveal': { max: 30, windowSeconds: QUARTER },
  'credentials.test': { max: 60, windowSeconds: 60 },
  'email.change': { max: 10, windowSeconds: HOUR },
  /** What strangers can have sent to somebody, so few. */
  'email.change_to': { max: 5, windowSeconds: HOUR },
  'email.resend': { max: 5, windowSeconds: HOUR },
  'email.resend_address': { max: 30, windowSeconds: HOUR },
  exports: { max: 10, windowSeconds: HOUR },
  'factor.address': { max: 100, windowSeconds: QUARTER },
  'invitations.accept': { max: 60, windowSeconds: QUARTER },
  'invitations.address': { max: 5, windowSeconds: 24 * HOUR },
  'invitations.workspace': { max: 100, windowSeconds: 24 * HOUR },
  'link.address': { max: 100, windowSeconds: QUARTER },
  /** From all networks together: it stops those who guess from many, so it is wider than what one network has. */
  'login.account': { max: 50, windowSeconds: HOUR },
  'login.account_address': { max: 10, windowSeconds: QUARTER },
  'login.address': { max: 100, windowSeconds: QUARTER },
  'node_types.options': { max: 120, windowSeconds: 60 },
  'oauth.connect': { max: 30, windowSeconds: QUARTER },
  'passkey.address': { max: 300, windowSeconds: QUARTER },
  'password.change': { max: 10, windowSeconds: QUARTER },
  'password.forgot': { max: 5, windowSeconds: HOUR },
  'password.forgot_address': { max: 30, windowSeconds: HOUR },
  'provider.address': { max: 100, windowSeconds: QUARTER },
  'recovery_code.account': { max: 10, windowSeconds: QUARTER },
  'refresh.address': { max: 1000, windowSeconds: QUARTER },
  'register.address': { max: 30, windowSeconds: HOUR },
  'register.email': { max: 5, windowSeconds: HOUR },
  'shares.address': { max: 300, windowSeconds: QUARTER },
  step_up: { max: 10, windowSeconds: QUARTER },
  /** Of a million codes, three are right at any time: 30 tries a day find one within a year with a chance of 3 %. */
  'totp.account': { max: 5, windowSeconds: QUARTER },
  'totp.account_day': { max: 30, windowSeconds: 24 * HOUR },
  'workspaces.create': { max: 10, windowSeconds: HOUR },
} as const satisfies { readonly [kind: string]: AttemptLimit };

export type AttemptKind = keyof typeof ATTEMPT_LIMITS;
