/** A line that a node wrote while it ran: what its console took, kept with its run in history. */
export type LogLine = { readonly level: LogLevel; readonly text: string };

/** The levels of a console, from the least to the most urgent. */
export const LOG_LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const;

type LogLevel = (typeof LOG_LEVELS)[number];
