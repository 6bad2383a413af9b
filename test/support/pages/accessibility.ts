import { type ReadPage, readPage } from './html-form.ts';

/** The values of an attribute, word by word. */
function words({ all }: ReadPage, attribute: string): readonly string[] {
  return all(`[${attribute}]`).flatMap(({ attribs }) => (attribs[attribute] ?? '').split(' '));
}

function missing(page: ReadPage, wanted: readonly string[], what: string): readonly string[] {
  const ids = new Set(words(page, 'id'));
  return wanted.filter((id) => !ids.has(id)).map((id) => `${what}: ${id}`);
}

function frameFaults({ all, one }: ReadPage): readonly string[] {
  const faults: string[] = [];
  if (!/^[a-z]{2}/.test(one('html')?.attribs.lang ?? '')) faults.push('no language');
  if (one('title') === null || all('h1').length !== 1 || one('main') === null) faults.push('no title, h1 or main');
  if (all('script, [style], [onclick], [tabindex]:not([tabindex="-1"])').length > 0)
    faults.push('script, style, tab order');
  return faults;
}

function labelFaults(page: ReadPage): readonly string[] {
  const labelled = new Set(words(page, 'for'));
  const inputs = page.all('input:not([type=hidden]), select, textarea');
  const unnamed = inputs.filter(({ attribs }) => !labelled.has(attribs.id ?? ''));
  const groups = page.all('fieldset').length === page.all('fieldset > legend:first-child').length;
  return [
    ...unnamed.map(({ attribs }) => `no label: ${attribs.name}`),
    ...(groups ? [] : ['a fieldset without legend']),
  ];
}

function referenceFaults(page: ReadPage): readonly string[] {
  const ids = words(page, 'id');
  const anchors = page.all('a[href^="#"]').map(({ attribs }) => decodeURIComponent((attribs.href ?? '').slice(1)));
  return [
    ...(new Set(ids).size === ids.length ? [] : ['an id twice']),
    ...missing(page, words(page, 'for'), 'label for nothing'),
    ...missing(page, [...words(page, 'aria-describedby'), ...words(page, 'aria-labelledby')], 'described by nothing'),
    ...missing(page, anchors, 'link to nothing'),
  ];
}

/** What is wrong with a page for people who cannot see it, or have no mouse: nothing, if it is well made. */
export function accessibilityFaults(html: string): readonly string[] {
  const page = readPage(html);
  return [...frameFaults(page), ...labelFaults(page), ...referenceFaults(page)];
}
