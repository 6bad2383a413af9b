/** The LIKE pattern for a text anywhere in a value; what would be a wildcard in the text stands for itself. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
