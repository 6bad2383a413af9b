/** Addresses in a text: whole ones, and paths of a server that does not know its own name. */
const LINKS = /(?:https?:\/\/[^\s"'<>\\/]+)?\/[^\s"'<>\\]+/g;

/** The path, with its query, of the first link that has `part` in it. Throws if there is none. */
export function findLink(text: string, part: string): string {
  const link = text.match(LINKS)?.find((one) => one.includes(part));
  if (link === undefined) throw new Error(`There is no link with ${part} in ${text}`);
  const { pathname, search } = new URL(link, 'https://linkflow.test');
  return pathname + search;
}
