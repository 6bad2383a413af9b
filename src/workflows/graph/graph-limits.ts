/** Bytes of a graph's JSON, so that a version fits into a row and its plan into an isolate. */
export const MAX_GRAPH_BYTES = 2 * 1024 * 1024;

export const MAX_ID_LENGTH = 100;
export const MAX_NAME_LENGTH = 255;
/** `node_executions.node_type` is VARCHAR(50). */
export const MAX_TYPE_LENGTH = 50;
export const MAX_NOTES_LENGTH = 10_000;

/** Notes, or groups, that a drawing may have, and nodes in a group. */
export const MAX_CANVAS_PARTS = 1000;
/** The longest side of a node, a note or a group, in pixels. */
export const MAX_CANVAS_SIDE = 100_000;

export const MAX_ATTEMPTS = 50;
export const MAX_RETRY_DELAY_MS = 24 * 60 * 60 * 1000;
export const MAX_NODE_TIMEOUT_MS = 24 * 60 * 60 * 1000;
/** A leap year and a day: workflows may wait for a year. */
export const MAX_WORKFLOW_TIMEOUT_SECONDS = 367 * 24 * 60 * 60;
/** Workflows that a caller policy may name. */
export const MAX_CALLERS = 1000;

/** `workflows.version` is an INTEGER. */
export const MAX_VERSION = 2_147_483_647;
