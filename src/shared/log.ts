import { systemClock } from './clock.ts';

/** One line of the log: what happened, with fields that a machine can search. Never secrets, never bodies. */
export type LogEntry = {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly request_id?: string;
  readonly error?: unknown;
  readonly [field: string]: unknown;
};

/** Where log lines go. Passed in, so that tests can read them. */
export type Log = (entry: LogEntry) => void;

/** What JSON leaves as it is, but begins a line, steers a terminal, or turns text around for whoever reads it there. */
const UNREADABLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Writes each entry as one line of JSON to the console, at its level and with its moment in UTC, which is what Workers Logs index and
 * `wrangler tail` shows.
 */
export function consoleLog(entry: LogEntry): void {
  const time = new Date(systemClock()).toISOString();
  console[entry.level](JSON.stringify({ time, ...entry }, describeErrors).replace(UNREADABLE, escaped));
}

function describeErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return {
    name: value.name,
    message: hideParameters(value.message),
    stack: hideParameters(value.stack ?? ''),
    cause: value.cause,
  };
}

/** Drizzle's errors quote the parameters of the statement: hashes, secrets, people's data. */
function hideParameters(text: string): string {
  return text.replace(/\nparams:[\s\S]*?(?=\n[ \t]+at |$)/, '');
}
