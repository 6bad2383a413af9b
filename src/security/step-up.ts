/** How long a proof by password or factor is good for what asks for it anew, in milliseconds. */
export const STEP_UP_LIFETIME_MS = 10 * 60 * 1000;
