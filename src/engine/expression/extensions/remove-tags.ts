import { RAW_ELEMENTS, UNSEEN_ELEMENTS } from '../../text/html-names.ts';
import { endOfRaw, type Markup, readMarkup } from '../../text/read-tag.ts';
import { createTextLayout, type TextLayout } from '../../text/text-layout.ts';

/** What would be a tag, and has come about because another was taken out of it. */
const LESS_THAN = /<+/g;
const BEGINS_TAG = /[a-z/!?]/i;

/**
 * An HTML text without its tags, comments, scripts and styles, in linear time. There is a line break where a block ends.
 * Character references stay as they are: `&lt;` would be a sign of markup. What comes out has no tags, whatever goes in.
 */
export function withoutTags(html: string): string {
  if (!html.includes('<')) return html;
  const layout = createTextLayout();
  let at = 0;
  for (let sign = html.indexOf('<'); sign !== -1; sign = html.indexOf('<', at)) {
    if (sign > at) layout.text(html.slice(at, sign));
    at = take(html, readMarkup(html, sign), layout);
  }
  if (at < html.length) layout.text(html.slice(at));
  const text = layout.result();
  return text.replace(LESS_THAN, (signs, place: number) =>
    BEGINS_TAG.test(text.charAt(place + signs.length)) ? '' : signs,
  );
}

/** Passes on what has been read, and gives the place where reading goes on. */
function take(html: string, markup: Markup, layout: TextLayout): number {
  switch (markup.type) {
    case 'text':
      layout.text('<');
      return markup.end;
    case 'hidden':
      return markup.end;
    case 'close':
      layout.close(markup.name);
      return markup.end;
    case 'open':
      if (UNSEEN_ELEMENTS.has(markup.name)) return endOfUnseen(html, markup);
      layout.open(markup.name);
      return markup.end;
  }
}

type Tag = Extract<Markup, { readonly name: string }>;

/** The place of the end tag of an element that is left out. Within a template there may be others. */
function endOfUnseen(html: string, { name, end }: Tag): number {
  if (RAW_ELEMENTS.has(name)) return endOfRaw(html, name, end);
  let depth = 1;
  let at = end;
  for (let sign = html.indexOf('<', at); sign !== -1; sign = html.indexOf('<', at)) {
    const markup = readMarkup(html, sign);
    at = markup.end;
    if (markup.type === 'open' && RAW_ELEMENTS.has(markup.name)) at = endOfRaw(html, markup.name, at);
    if (!('name' in markup) || markup.name !== name) continue;
    depth += markup.type === 'open' ? 1 : -1;
    if (depth === 0) return at;
  }
  return html.length;
}
