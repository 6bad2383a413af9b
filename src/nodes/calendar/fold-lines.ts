/** No line has more octets, the blank that begins the rest of one included (RFC 5545 §3.1). */
const MAX_OCTETS = 75;

/** Folds long lines of a calendar. Lines end with CRLF; no character is split. */
export function foldLines(text: string): string {
  return text.split('\r\n').map(foldLine).join('\r\n');
}

function foldLine(line: string): string {
  if (3 * line.length <= MAX_OCTETS) return line;
  const parts: string[] = [];
  let begin = 0;
  let octets = 0;
  let at = 0;
  for (const character of line) {
    const more = octetsOf(character);
    if (octets + more > MAX_OCTETS) {
      parts.push(line.slice(begin, at));
      begin = at;
      octets = 1;
    }
    octets += more;
    at += character.length;
  }
  return [...parts, line.slice(begin)].join('\r\n ');
}

/** How many octets a character takes in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
