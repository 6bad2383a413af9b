import { parseUrl } from '../../text/parse-url.ts';
import type { MethodTable } from '../methods/method-table.ts';
import { type Run, spend } from '../run.ts';
import type { Method } from '../values/opaque.ts';
import { compilePattern, findMatches, type Match, testPattern } from '../values/pattern.ts';

const HOST = String.raw`(?:[-\w]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)|localhost|\d{1,3}(?:\.\d{1,3}){3}`;
const REST = String.raw`(?::\d+)?(?:/[^\s?]*)?(?:\?[^\s#]*)?(?:#\S*)?$`;
const ATOM = String.raw`[^\s@<>()\[\]\\.,;:"]+`;
const EMAIL = String.raw`(?:${ATOM}(?:\.${ATOM})*|"[^"]+")@(\[\d{1,3}(?:\.\d{1,3}){3}\]|(?:[a-z0-9-]+\.)+[a-z]{2,})`;
const URL_START = `(?:https?|ftp)://(?:${HOST})`;

/** All patterns run in linear time, because they read texts from strangers. */
const PATTERNS = {
  domain: compilePattern(`^(?:${HOST})${REST}`, 'i'),
  domainInUrl: compilePattern(`^(?:(?:https?|ftp)://|mailto:)?(?://)?(${HOST})${REST}`, 'i'),
  email: compilePattern(EMAIL, 'i'),
  onlyEmail: compilePattern(`^(?:${EMAIL})$`, 'i'),
  url: compilePattern(String.raw`${URL_START}\S*`, 'i'),
  onlyUrl: compilePattern(String.raw`^${URL_START}\S*$`, 'i'),
};

function first(run: Run, name: keyof typeof PATTERNS, text: string): Match | undefined {
  return findMatches(run, PATTERNS[name], text)[0];
}

function tests(name: keyof typeof PATTERNS): Method<string> {
  return (run, text) => testPattern(run, PATTERNS[name], text);
}

function extractDomain(run: Run, text: string): string | undefined {
  const email = text.includes(' ') ? undefined : first(run, 'email', text);
  return (email ?? first(run, 'domainInUrl', text))?.groups[0];
}

function extractUrlPath(run: Run, text: string): string | undefined {
  spend(run, 1 + (text.length >>> 5));
  return parseUrl(text)?.pathname;
}

/** Methods that recognise e-mail addresses, domains and URLs in a text. */
export const STRING_PATTERNS: MethodTable<string> = {
  isDomain: tests('domain'),
  isEmail: tests('onlyEmail'),
  isUrl: tests('onlyUrl'),
  extractEmail: (run, text) => first(run, 'email', text)?.text,
  extractUrl: (run, text) => first(run, 'url', text)?.text,
  extractDomain,
  extractUrlPath,
};
