/** How much of a URL a message shows, in UTF-16 units. */
const SHOWN = 100;

const START = /^(?:[a-z][a-z0-9+.-]*:)?[\\/]*[^\\/?#]*/i;

/** A URL that may be requested, as far as its form goes, or why not. */
export type OutgoingUrl =
  | { readonly type: 'url'; readonly url: URL }
  | {
      readonly type: 'fault';
      readonly code: 'egress.invalid_url' | 'egress.blocked_scheme' | 'egress.user_info';
      readonly message: string;
    };

/** A URL for a message: where it leads, without user, path and query, since those may hold secrets. */
export function shownUrl(text: string): string {
  const [start = ''] = START.exec(text.trimStart()) ?? [];
  const user = start.lastIndexOf('@');
  const scheme = /^[a-z][a-z0-9+.-]*:[\\/]+/i.exec(start)?.[0] ?? '';
  const shown = user === -1 ? start : `${scheme}${start.slice(user + 1)}`;
  // Whole or not at all: a part of a secret would not be recognised and masked.
  return shown.length > SHOWN ? 'a long URL' : JSON.stringify(shown);
}

/** A host without the dots at its end. A pattern for them would look anew from each dot of a host that is full of them. */
export function withoutTrailingDots(host: string): string {
  let end = host.length;
  while (end > 0 && host.charAt(end - 1) === '.') end -= 1;
  return host.slice(0, end);
}

/** Judges the form of a URL: the text, and what it was read as (`null`: it is no URL). */
export function judgeUrl(text: string, url: URL | null): OutgoingUrl {
  if (url === null || withoutTrailingDots(url.hostname) === '') {
    const message = `${shownUrl(text)} is not an absolute URL with a host, such as https://example.com/path`;
    return { type: 'fault', code: 'egress.invalid_url', message };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const message = `only http and https are allowed, got ${shownUrl(text)}`;
    return { type: 'fault', code: 'egress.blocked_scheme', message };
  }
  if (url.username === '' && url.password === '') return { type: 'url', url };
  const message = `a URL with a user name or password is not allowed (host ${url.hostname}): use a credential`;
  return { type: 'fault', code: 'egress.user_info', message };
}
