import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { escapeUTF8 } from 'entities';
import { encodeBase64 } from '../nodes/values/base64.ts';
import { attributes, type Html, textElement } from './html.ts';
import { PAGE_STYLE } from './page-style.ts';
import { unturned } from './visible-text.ts';

/** A page for people. All of `body` is escaped already; `title` is not. */
export type Page = {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
  /** What stands in the browser's list of pages, if not the title. */
  readonly windowTitle?: string;
  /** The language of the author's texts. Default: English. */
  readonly language?: string;
  readonly headers?: { readonly [name: string]: string };
  /** Where the form of the page may lead besides to the page itself, as sources of a policy (CSP §2.3.1). */
  readonly formTargets?: readonly string[];
  /** Whether the page shows others of this server within itself. */
  readonly hasFrames?: boolean;
};

const STYLE_HASH = encodeBase64(sha256(utf8ToBytes(PAGE_STYLE)));

/** A page may run no script, load nothing and send nothing elsewhere. Its one style is allowed by its hash. */
function policy({ formTargets = [], hasFrames = false }: Page): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    ["form-action 'self'", ...formTargets].join(' '),
    ...(hasFrames ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const HEADERS: { readonly [name: string]: string } = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

/** The page as a response. It has no script. */
export function htmlPage(page: Page): Response {
  const { status, title, body, windowTitle = title, language = 'en', headers = {} } = page;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeUTF8(unturned(windowTitle))}</title><style>${PAGE_STYLE}</style>`;
  const html = `<!doctype html><html${attributes({ lang: language })}><head>${head}</head><body><main>${textElement('h1', title)}${body}</main></body></html>`;
  const all = { ...HEADERS, 'content-security-policy': policy(page), ...headers };
  return new Response(html, { status, headers: all });
}
