import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const SOURCE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

type Violation = {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
};

/** What axe finds against WCAG 2.2 AA on a page as it stands, one line each. It comes by the debugger: the page's own policy lets no script in. */
export async function violations(page: Page): Promise<string[]> {
  const source = await readFile(SOURCE, 'utf8');
  await page.evaluate(source);
  const found = await page.evaluate<Violation[], string[]>(async (tags) => {
    const { axe } = window as unknown as {
      readonly axe: { run(context: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }))
      .violations;
  }, TAGS);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
  );
}
