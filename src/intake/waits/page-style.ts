import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeBase64 } from '../../nodes/values/base64.ts';

/** The style of the pages for people, light or dark like their system. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --back: #f4f5f7; --card: #ffffff; --text: #1b1f26; --dim: #5b6472; --line: #d9dde4; --yes: #17723f; --no: #b3261e; --on: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14171c; --card: #1e232b; --text: #e8ebf0; --dim: #a0a9b8; --line: #363d49; --yes: #5fce8f; --no: #ff8a80; --on: #10141a; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 36rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.message { white-space: pre-wrap; }
.dim { color: var(--dim); font-size: 0.875rem; }
.outcome { font-weight: 600; }
.yes { color: var(--yes); }
.no { color: var(--no); }
label { display: block; margin: 0 0 0.25rem; color: var(--dim); font-size: 0.875rem; }
textarea { width: 100%; min-height: 5rem; margin: 0 0 1rem; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--back); color: inherit; font: inherit; resize: vertical; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; }
button { flex: 1 1 10rem; padding: 0.75rem 1rem; border: 2px solid var(--yes); border-radius: 0.5rem; background: var(--yes); color: var(--on); font: inherit; font-weight: 600; cursor: pointer; overflow-wrap: anywhere; }
button.refuse { border-color: var(--no); background: transparent; color: var(--no); }
button:focus-visible, textarea:focus-visible { outline: 3px solid var(--dim); outline-offset: 2px; }
`;

const STYLE_HASH = encodeBase64(sha256(utf8ToBytes(PAGE_STYLE)));

/** The page may run no script, load nothing and send nothing elsewhere. Its one style is allowed by its hash. */
export const PAGE_HEADERS: { readonly [name: string]: string } = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};
