import type { Presentations } from './presentation.ts';

/** Actions that make other items of items, and other formats of data. */
export const DATA_PRESENTATIONS: Presentations = {
  'action.sort': {
    icon: 'arrow-down-a-z',
    keywords: ['order', 'rank', 'shuffle', 'random', 'ascending'],
    sample: null,
  },
  'action.limit': { icon: 'list-end', keywords: ['first', 'last', 'top', 'head', 'take', 'max'], sample: null },
  'action.aggregate': {
    icon: 'combine',
    keywords: ['collect', 'group', 'list', 'array', 'merge items'],
    sample: null,
  },
  'action.summarize': {
    icon: 'sigma',
    keywords: ['sum', 'count', 'average', 'pivot', 'group by', 'min', 'max', 'statistics'],
    sample: null,
  },
  'action.split_out': {
    icon: 'list-tree',
    keywords: ['array', 'list', 'expand', 'flatten', 'unwind', 'each'],
    sample: null,
  },
  'action.remove_duplicates': {
    icon: 'copy-minus',
    keywords: ['unique', 'distinct', 'dedupe', 'deduplicate', 'seen', 'new only'],
    sample: null,
  },
  'action.rename_keys': {
    icon: 'text-cursor-input',
    keywords: ['field', 'column', 'key', 'map', 'regex'],
    sample: null,
  },
  'action.html': {
    icon: 'file-code',
    keywords: ['scrape', 'extract', 'css', 'selector', 'template', 'table', 'page'],
    sample: null,
  },
  'action.markdown': {
    icon: 'file-text',
    keywords: ['md', 'html', 'convert', 'text'],
    sample: null,
  },
  'action.xml': { icon: 'file-code-2', keywords: ['parse', 'soap', 'convert', 'build'], sample: null },
  'action.csv': {
    icon: 'file-spreadsheet',
    keywords: ['table', 'excel', 'spreadsheet', 'parse', 'export', 'tsv', 'columns'],
    sample: null,
  },
  'action.json': { icon: 'braces', keywords: ['parse', 'stringify', 'convert', 'file'], sample: null },
  'action.file': {
    icon: 'file',
    keywords: ['binary', 'base64', 'text', 'read', 'convert', 'attachment'],
    sample: null,
  },
  'action.calendar': {
    icon: 'calendar',
    keywords: ['ics', 'event', 'invite', 'meeting', 'ical'],
    sample: null,
  },
};
