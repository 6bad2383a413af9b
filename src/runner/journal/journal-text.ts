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

/** All entries as one JSON array, the facts first, as a row keeps them. */
export function wholeJournal({ facts, intents }: JournalText): string {
  if (facts === null || intents === null) return facts ?? intents ?? '[]';
  return `${facts.slice(0, -1)},${intents.slice(1)}`;
}

/** What the journal of a row says. `moved`: the object has been given more of it since, and without the object it is not whole. */
export type RowJournalText = { readonly entries: readonly JournalEntry[]; readonly moved: boolean };

/** Reads the journal of a row: a list of entries or, once it has moved, an object with that list. `null`: there is none. */
export function parseRowJournal(text: string | null): RowJournalText {
  if (text === null) return { entries: [], moved: false };
  const parsed: readonly JournalEntry[] | { readonly moved: readonly JournalEntry[] } = parseExactly(text);
  return 'moved' in parsed ? { entries: parsed.moved, moved: true } : { entries: parsed, moved: false };
}

/** Unchecked: only this code, or an earlier version of it, writes the text. */
export function parseEntries(json: string): readonly JournalEntry[] {
  return parseExactly(json);
}
