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

/** What is drawn beside the nodes. */
const CANVAS = {
  notes: [
    {
      id: 'why',
      text: '## Every morning\nWho has **not paid** in time gets a friendly reminder.\n\n- Invoices are pinned here\n- The mail follows',
      position: { x: 0, y: 150 },
      size: { width: 250, height: 150 },
      color: 'yellow',
    },
  ],
  groups: [
    {
      id: 'remind',
      name: 'Remind',
      nodes: ['reminder'],
      position: { x: 700, y: -62 },
      size: { width: 276, height: 152 },
      color: 'purple',
    },
  ],
};

type File = {
  readonly name: string;
  nodes: readonly { readonly position: { readonly x: number; readonly y: number } }[];
};

async function exampleFile(name: string): Promise<File> {
  return JSON.parse(await readFile(join(ROOT, 'examples', `${name}.json`), 'utf8'));
}

/** The example of a workflow that parts invoices, with some to part, and room between its nodes. */
async function invoicesFile(): Promise<unknown> {
  const file = await exampleFile('logic-if');
  const nodes = file.nodes.map((node, index) => ({
    ...node,
    position: { x: node.position.x * 1.4, y: node.position.y },
    ...(index === 0 && { pinned_data: INVOICES.map((json) => ({ json })) }),
  }));
  return { ...file, name: 'Chase overdue invoices', nodes, settings: { canvas: CANVAS } };
}

/** An approval that a phone shows. */
const REFUND = {
  format: 'linkflow.workflow',
  format_version: 1,
  name: 'Refunds',
  nodes: [
    {
      id: 't',
      type: 'trigger.manual',
      name: 'Refund wanted',
      position: { x: 0, y: 0 },
      config: {},
      pinned_data: [{ json: { customer: 'Ada Lovelace', order: 'B-2041', amount: 118 } }],
    },
    {
      id: 'a',
      type: 'logic.approval',
      name: 'Ask the team',
      position: { x: 0, y: 130 },
      config: {
        title: 'Refund 118 € to Ada Lovelace?',
        message: 'Order B-2041 arrived damaged. The picture is in the ticket.',
        approve_label: 'Refund it',
        reject_label: 'Not yet',
      },
    },
  ],
  connections: [{ source: 't', target: 'a' }],
  settings: {},
};

const OTHERS = ['logic-switch', 'trigger-schedule', 'action-code', 'trigger-webhook'];

/** A workflow that runs, for the lists to have some. */
async function runExample(page: Page, name: string): Promise<void> {
  await importFile(page, await exampleFile(name));
  const isManual = (await page.locator('.react-flow__node', { hasText: 'Manual trigger' }).count()) > 0;
  if (isManual) {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .getByRole('region', { name: 'Execution' })
      .getByText(/Succeeded|Failed/)
      .waitFor();
  }
  await page.getByRole('link', { name: 'Back to all workflows' }).click();
  await page.getByRole('list', { name: 'Workflows' }).waitFor();
}

/** Goes through the screens as somebody does who tries an example, and takes a picture of each. */
async function takePictures(page: Page, url: string, name: (screen: string) => string): Promise<void> {
  const shoot = (screen: string): Promise<Buffer> => page.screenshot({ path: join(FOLDER, name(screen)) });
  await page.goto(`${url}/login`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await shoot('login');
  await register(page, url);
  await page.getByRole('list', { name: 'Templates to begin with' }).waitFor();
  await shoot('first-workflow');
  await page.getByRole('link', { name: 'All templates' }).click();
  await page.getByRole('list', { name: 'For a whole job' }).waitFor();
  await shoot('templates');
  await page.getByRole('link', { name: 'Workflows', exact: true }).click();
  for (const example of OTHERS) await runExample(page, example);
  await importFile(page, await invoicesFile());
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

/** What somebody sees who is to approve, on the way. */
async function takePhonePicture(page: Page, url: string, name: string): Promise<void> {
  await register(page, url);
  await importFile(page, REFUND);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Refund it' }).waitFor();
  await page.screenshot({ path: join(FOLDER, name) });
}

/** `npm run document:screens`: the pictures of docs/screens, in light and dark. */
await mkdir(FOLDER, { recursive: true });
const [stack, browser] = await Promise.all([startStack(), launch()]);
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await openPage(browser, { colorScheme, width: 1280, height: 800 });
    await takePictures(page, stack.url, (screen) => `${screen}${colorScheme === 'dark' ? '-dark' : ''}.png`);
    await context.close();
  }
  const { page } = await openPage(browser, { width: 390, height: 780 });
  await takePhonePicture(page, stack.url, 'approval-phone.png');
} finally {
  await browser.close();
  await stack.stop();
}
