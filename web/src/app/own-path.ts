/** A path of this very origin, or the front page: what a link says to go on to must not lead elsewhere. */
export function ownPath(text: string): string {
  if (!URL.canParse(text, location.origin)) return '/';
  const url = new URL(text, location.origin);
  return url.origin === location.origin && text.startsWith('/') ? `${url.pathname}${url.search}${url.hash}` : '/';
}
