/** An array of Postgres in its written form, of ids or other words that need no quotes. */
export function arrayOf(words: readonly string[]): string {
  return `{${words.join(',')}}`;
}
