import { escapeReferences } from './escape-text.ts';

/** Characters that browsers leave out of addresses. */
const LEFT_OUT = /[\t\n\r]/g;
const NEEDS_BRACKETS = /[()]|^$/;

/** Addresses that run something or read files, as markdown-it refuses them; images in the address itself do neither. */
const LIVE = /^(?:javascript|vbscript|file|data):/i;
const IMAGE_DATA = /^data:image\/(?:gif|png|jpeg|webp);/i;

/** Addresses that mean the same to all who read them. */
const PLAIN = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9./~?=#:+,@!$*-]*)?$/i;

/** Whether an address is written the same way everywhere. */
export function isPlainAddress(address: string): boolean {
  return PLAIN.test(address) && !address.includes('xn--');
}

/** An address as a browser reads it, or `null` if it would do more than lead somewhere. */
export function harmlessAddress(address: string): string | null {
  const read = trimControls(address).replace(LEFT_OUT, '');
  return LIVE.test(read) && !IMAGE_DATA.test(read) ? null : read;
}

/** Without blanks and control characters at both ends, as browsers read addresses. */
function trimControls(address: string): string {
  let [start, end] = [0, address.length];
  while (start < end && address.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && address.charCodeAt(end - 1) <= 0x20) end -= 1;
  return address.slice(start, end);
}

/** An address as a link of Markdown names it. */
export function writeAddress(address: string): string {
  const signs = address
    .replace(/[\s\0-\x20`]/g, (character) => encodeURIComponent(character))
    .replace(/[\\<>]/g, '\\$&');
  const written = escapeReferences(signs);
  return NEEDS_BRACKETS.test(written) ? `<${written}>` : written;
}

/** The title of a link or an image, with a blank before it, or nothing. */
export function writeTitle(title: string | undefined): string {
  const text = (title ?? '').replace(/\s+/g, ' ').trim();
  if (text === '') return '';
  return ` "${escapeReferences(text.replace(/["\\]/g, '\\$&'))}"`;
}
