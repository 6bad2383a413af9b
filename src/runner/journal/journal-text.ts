import { parseExactly } from '../../numbers/parse-json.ts';
import type { JournalEntry } from './journal.ts';

/** Entries as JSON arrays. Intents are apart, because a cancelled execution must not get any. `null`: there are none. */
export type JournalText = { readonly facts: string | null; readonly intents: string | null };

/** An intent says that an effect is about to begin. */
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

/** Unchecked: only this code, or an earlier version of it, writes the text. */
export function parseEntries(json: string): readonly JournalEntry[] {
  return parseExactly(json);
}
