import type { JournalEntry } from './journal.ts';

/** Entries as JSON arrays: facts, and the intents that a cancelled execution must not have. `null`: there are none. */
export type JournalText = { readonly facts: string | null; readonly intents: string | null };

/** An intent begins an effect. */
export function isIntent({ event }: JournalEntry): boolean {
  return event.type === 'node_started';
}

/** One entry as JSON. */
export type EntryText = { readonly intent: boolean; readonly json: string };

export function entryText(entry: JournalEntry): EntryText {
  return { intent: isIntent(entry), json: JSON.stringify(entry) };
}

function joined(entries: readonly EntryText[], intent: boolean): string | null {
  const wanted = entries.filter((entry) => entry.intent === intent).map((entry) => entry.json);
  return wanted.length === 0 ? null : `[${wanted.join(',')}]`;
}

export function journalText(entries: readonly EntryText[]): JournalText {
  return { facts: joined(entries, false), intents: joined(entries, true) };
}

/** Entries come back as this code, or an earlier version of it, wrote them. */
export function parseEntries(json: string): readonly JournalEntry[] {
  return JSON.parse(json);
}
