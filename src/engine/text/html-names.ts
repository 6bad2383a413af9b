/** Elements whose content is not text to be read: it is left out wherever HTML becomes text or Markdown. */
export const UNSEEN_ELEMENTS: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'title',
  'iframe',
  'noembed',
  'noframes',
]);

/** Elements whose content a browser reads as characters, tags in it too, up to the end tag. */
export const RAW_ELEMENTS: ReadonlySet<string> = new Set(['script', 'style', 'title', 'iframe', 'noembed', 'noframes']);

/** Parts of a table, each of which begins a line. */
export const TABLE_PARTS: ReadonlySet<string> = new Set(['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr']);

/** Elements that begin and end a line, besides the parts of tables. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary ul'
  ).split(' '),
);
