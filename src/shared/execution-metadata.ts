/** Values by which people find an execution again: `executions.metadata`. */
export type ExecutionMetadata = { readonly [key: string]: string };

/** How many keys an execution can have, and how many UTF-16 units a key and a value. */
export const METADATA_LIMITS = { keys: 10, key: 50, value: 512 } as const;
