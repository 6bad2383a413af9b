const BACKTICKS = /`+/g;

function longestRun(text: string): number {
  return (text.match(BACKTICKS) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** A shortest run of backticks that does not occur in the text. */
function unusedRun(text: string): string {
  const lengths = new Set((text.match(BACKTICKS) ?? []).map((run) => run.length));
  let length = 1;
  while (lengths.has(length)) length += 1;
  return '`'.repeat(length);
}

/** Code within a line. Of blanks at both ends Markdown takes one away. */
export function codeSpan(text: string): string {
  const ticks = unusedRun(text);
  const blank = text.trim() === '';
  const padded = text.startsWith('`') || text.endsWith('`') || (!blank && text.startsWith(' ') && text.endsWith(' '));
  return padded ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`;
}

/** The lines of a block of code between fences. */
export function fencedCode(code: readonly string[], language: string): string[] {
  const fence = '`'.repeat(code.reduce((most, line) => Math.max(most, longestRun(line) + 1), 3));
  return [`${fence}${language}`, ...code, fence];
}
