import type { WorkMeter } from '../../engine/work-meter.ts';

/** How many characters the parser passes in one step. */
const CHARACTERS_PER_STEP = 256;

/** How often each character is gone over, whatever the line is like. */
const PASSES = 16;

/**
 * Pays for parsing a calendar, before it is done: for each `=` of a line ical.js may search the rest of the line, which is as
 * long as its sender likes.
 */
export function payForLines(text: string, work: WorkMeter): void {
  work.spend((PASSES * text.length) / CHARACTERS_PER_STEP);
  for (const line of text.replace(/\r?\n[ \t]/g, '').split('\n')) {
    work.spend(1 + ((line.split('=').length + 1) * line.length) / CHARACTERS_PER_STEP);
  }
}
