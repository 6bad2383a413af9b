const NUL = String.fromCharCode(0);

/** Text as Postgres takes it: NUL characters and lone surrogates, which it refuses, become U+FFFD. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll(NUL, '\uFFFD');
}
