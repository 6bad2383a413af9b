/** In the place of a hash: no password leads into the account. */
export const NO_PASSWORD = '!';
