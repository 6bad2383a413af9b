import { describe, expect, it } from 'vitest';
import { formHtml, type ShownForm } from '../../../src/intake/pages/form-html.ts';
import { formConfigSchema, formPages } from '../../../src/nodes/triggers/form.ts';
import { htmlPage } from '../../../src/pages/html-page.ts';
import { accessibilityFaults } from '../../support/pages/accessibility.ts';
import { readPage } from '../../support/pages/html-form.ts';

const options = ['Small', 'Large'];
const many = Array.from({ length: 9 }, (_, index) => `Choice ${index}`);

/** A field of each kind, with these words wherever an author may write any. */
function everyField(words: string) {
  const common = (name: string) => ({ name, label: `${words} ${name}`, help: words });
  const texts = { default: words, placeholder: words };
  return [
    { type: 'text', ...common('text'), ...texts },
    { type: 'long_text', ...common('long'), ...texts },
    { type: 'email', ...common('email'), ...texts, autocomplete: 'email' },
    { type: 'url', ...common('url'), ...texts },
    { type: 'phone', ...common('phone'), ...texts },
    { type: 'number', ...common('number'), min: 1, max: 9, default: 5 },
    { type: 'date', ...common('date'), min: '2026-01-01', default: '2026-02-02' },
    { type: 'time', ...common('time'), default: '12:30' },
    { type: 'choice', ...common('size'), options: [...options, words], default: 'Large', required: true },
    { type: 'choice', ...common('list'), options: [...many, words], default: 'Choice 3' },
    { type: 'choices', ...common('several'), options: [...options, words], default: ['Small'] },
    { type: 'checkbox', ...common('tick'), default: true },
    { type: 'files', ...common('papers'), max_files: 3, accept: ['.pdf', 'image/*'] },
  ];
}

async function shown(words: string, changes: Partial<ShownForm> = {}): Promise<string> {
  const config = formConfigSchema.parse({ title: words, description: words, fields: everyField(words) });
  const [page] = formPages(config);
  const step = { number: 2, of: 3 };
  const form = {
    page,
    typed: new Map(),
    faults: [],
    notice: null,
    step,
    button: words,
    hidden: { token: words },
    trap: true,
  };
  return htmlPage({ status: 200, title: words, body: formHtml({ ...form, ...changes }), language: 'de' }).text();
}

const faults = everyField('x').map(({ name }) => ({ name, message: `Wrong: ${name}.` }));

describe('the page of a form', () => {
  it.each<[string, Partial<ShownForm>]>([
    ['at first', {}],
    ['with faults', { faults, notice: 'Something else.' }],
    ['as the only one', { step: null }],
    ['with nothing typed', { typed: new Map(everyField('x').map(({ name }) => [name, []])) }],
  ])('can be used by everybody %s', async (_name, changes) => {
    expect(accessibilityFaults(await shown('Words', changes))).toEqual([]);
  });

  it('binds each fault to its field, and leads to it', async () => {
    const page = readPage(await shown('Words', { faults }));
    expect(page.text('.summary a').split('|')).toEqual(faults.map(({ message }) => message));
    for (const { name, message } of faults) {
      expect(page.text(`[id="fault-${name}"]`)).toBe(message);
      const described = page.all(`[aria-describedby~="fault-${name}"]`);
      expect([name, described.length]).toEqual([name, 1]);
      expect(page.one(`[id="field-${name}"]`)?.attribs['aria-invalid']).toBe('true');
    }
    expect(page.one('.summary')?.attribs).toMatchObject({ role: 'alert', tabindex: '-1', autofocus: '' });
  });

  it('shows the defaults at first, and only what was typed afterwards', async () => {
    const first = readPage(await shown('Words'));
    expect(first.all('[checked]').map(({ attribs }) => attribs.value)).toEqual(['Large', 'Small', 'on']);
    expect([first.one('#field-number')?.attribs.value, first.text('option[selected]')]).toEqual(['5', 'Choice 3']);
    const typed = new Map([...everyField('x').map(({ name }): [string, string[]] => [name, []]), ['size', ['Small']]]);
    const later = readPage(await shown('Words', { typed }));
    expect(later.all('[checked]').map(({ attribs }) => attribs.value)).toEqual(['Small']);
    expect(later.one('#field-number')?.attribs.value).toBeUndefined();
  });

  it('sends files as they have to be sent, and nothing else so', async () => {
    expect(readPage(await shown('Words')).one('form')?.attribs).toMatchObject({
      method: 'post',
      enctype: 'multipart/form-data',
    });
    const [page] = formPages(formConfigSchema.parse({ fields: [{ type: 'text', name: 'a', label: 'A' }] }));
    expect(readPage(await shown('Words', { page })).one('form')?.attribs.enctype).toBeUndefined();
  });

  it('names its language, and that of our own words', async () => {
    const page = readPage(await shown('Worte', { faults }));
    expect([page.one('html')?.attribs.lang, page.one('.summary')?.attribs.lang]).toEqual(['de', 'en']);
  });

  it.each([
    `</style></title></textarea><script>alert(1)</script><img src=x onerror=alert(1)>"'&`,
    `" autofocus onfocus="alert(1)`,
    `' onmouseover='alert(1)`,
    '<!--<script>',
    'javascript:alert(1)',
  ])('takes what an author, a visitor or a program writes for text alone: %s', async (attack) => {
    const typed = new Map(everyField('x').map(({ name }): [string, string[]] => [name, [attack]]));
    for (const changes of [
      {},
      { typed, faults: faults.map(({ name }) => ({ name, message: attack })), notice: attack },
    ]) {
      const html = await shown(attack, changes);
      const page = readPage(html);
      expect(page.all('script, img, style')).toHaveLength(1);
      expect(
        page.all('*').flatMap(({ attribs }) => Object.keys(attribs).filter((name) => name.startsWith('on'))),
      ).toEqual([]);
      expect(page.all('[href^="javascript"], [action], [formaction]')).toEqual([]);
      expect(page.text('h1')).toBe(attack);
      expect(accessibilityFaults(html)).toEqual([]);
    }
  });
});
