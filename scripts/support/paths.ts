import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const MIGRATIONS = `${ROOT}migrations`;

/** Where the last release is kept, for the tests of the next. */
export const RELEASES = `${ROOT}test/releases`;
