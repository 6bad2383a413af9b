import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/support/paths.ts';
import { launch, openPage } from './support/browser.ts';
import { importFile, register, saved } from './support/people.ts';
import { startStack } from './support/stack.ts';

const FOLDER = join(ROOT, 'docs/screens');

const INVOICES = [
  { number: 'R-1041', email: 'ada@example.com', paid: false, due_on: '2026-08-01', total: 240 },
  { number: 'R-1042', email: 'grace@example.com', paid: true, due_on: '2026-08-03', total: 1180 },
  { number: 'R-1043', email: 'alan@example.com', paid: false, due_on: '2026-08-09', total: 95.5 },
];

/** The example of a workflow that parts invoices, with some to part. */
async function exampleFile(): Promise<unknown> {
  const file = JSON.parse(await readFile(join(ROOT, 'examples/logic-if.json'), 'utf8'));
  const [trigger] = file.nodes;
  trigger.pinned_data = INVOICES.map((json) => ({ json }));
  return file;
}

/** Goes through the screens as somebody does who tries an example, and takes a picture of each. */
async function takePictures(page: Page, url: string, name: (screen: string) => string): Promise<void> {
  const shoot = (screen: string): Promise<Buffer> => page.screenshot({ path: join(FOLDER, name(screen)) });
  await page.goto(`${url}/login`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await shoot('login');
  await register(page, url);
  await shoot('first-workflow');
  await importFile(page, await exampleFile());
  await saved(page);
  await page.getByRole('button', { name: 'Add a node (N)' }).click();
  await page.getByRole('combobox').fill('web');
  await shoot('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
  await page.getByRole('button', { name: 'Show all (1)' }).click();
  await shoot('editor');
  await page.locator('.react-flow__node', { hasText: 'Write a reminder' }).dblclick();
  await page
    .getByRole('region', { name: 'Output' })
    .getByText('reminder')
    .or(page.getByText('ada@example.com'))
    .first()
    .waitFor();
  await page.locator('[class*=preview] bdi').first().waitFor();
  await shoot('node');
  await page.getByRole('button', { name: 'Close (Esc)' }).click();
  await page.getByRole('link', { name: 'Executions' }).click();
  await page.getByRole('list', { name: 'Executions' }).waitFor();
  await shoot('executions');
  await page.getByRole('list', { name: 'Executions' }).getByRole('link').first().click();
  await page.getByRole('region', { name: 'Node runs' }).getByText('Write a reminder').click();
  await page.getByText('ada@example.com').first().waitFor();
  await shoot('execution');
  await page.getByRole('link', { name: 'Workflows', exact: true }).click();
  await page.getByRole('list', { name: 'Workflows' }).waitFor();
  await shoot('workflows');
}

/** `npm run document:screens`: the pictures of docs/screens, in light and dark. */
await mkdir(FOLDER, { recursive: true });
const [stack, browser] = await Promise.all([startStack(), launch()]);
for (const colorScheme of ['light', 'dark'] as const) {
  const { page, context } = await openPage(browser, { colorScheme, width: 1280, height: 800 });
  await takePictures(page, stack.url, (screen) => `${screen}${colorScheme === 'dark' ? '-dark' : ''}.png`);
  await context.close();
}
await browser.close();
await stack.stop();
