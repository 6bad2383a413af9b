import type { ExecutionEvent } from '../../engine/event.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { acceptCommands, type Drive } from './drive-state.ts';

/** Keeps the data of a fact, lets the engine decide on it, and takes in what it commands. */
export function recordEntry(drive: Drive, entry: JournalEntry): void {
  const { run, onResponse } = drive.options;
  const { event, data } = entry;
  if (data !== undefined && 'node' in event) run.data.keep(event.node, event.run, data);
  acceptCommands(drive, run.journal.apply(entry));
  if (data?.response !== undefined) onResponse(data.response);
}

/** Records a fact without data, now. */
export function recordEvent(drive: Drive, event: ExecutionEvent): void {
  recordEntry(drive, { at: drive.options.services.clock(), event });
}
