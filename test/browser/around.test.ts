import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTargetServer, type TargetServer } from '../global-setup/target-server.ts';
import { openPage } from './support/browser.ts';
import { importFile, register, saved } from './support/people.ts';
import { useStack } from './support/use-stack.ts';

const stage = useStack();

/** What a GraphQL service says of itself. */
const SCHEMA = {
  data: { __schema: { queryType: { fields: [{ name: 'orders', description: 'All orders.' }] }, mutationType: null } },
};

let service: TargetServer;

beforeAll(async () => {
  service = await openTargetServer();
});

afterAll(() => service.close());

/** Orders → Ask, which is off. */
const drawing = (url: string) => ({
  format: 'linkflow.workflow',
  format_version: 1,
  name: 'Unusual orders',
  nodes: [
    { id: 'w', type: 'trigger.webhook', name: 'Orders', config: { path: 'unusual-orders' }, position: { x: 0, y: 0 } },
    {
      id: 'g',
      type: 'action.graphql',
      name: 'Ask',
      config: { url, query: '{ a }' },
      disabled: true,
      position: { x: 300, y: 0 },
    },
  ],
  connections: [{ source: 'w', target: 'g' }],
  settings: {},
});

describe('around a drawing', () => {
  it('are the calls of its webhook, what services know, its versions, and the rest of the workspace by Ctrl+K', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    const said = Buffer.from(JSON.stringify(SCHEMA)).toString('base64url');
    await importFile(page, drawing(`${service.url}/service/say/${said}`));
    await saved(page);

    await page
      .getByLabel('Publish', { exact: true })
      .or(page.getByRole('button', { name: 'Publish' }))
      .first()
      .click();
    await page.getByLabel('What is new').fill('The first of all');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published: its triggers are on.').waitFor();

    await page.locator('.react-flow__node', { hasText: 'Orders' }).dblclick();
    const address = page.getByLabel('Address', { exact: true });
    const url = await address.inputValue();
    await page.getByText('The last calls').click();
    await page.getByText('Nobody has called in the last seven days.').waitFor();
    expect((await page.request.post(url, { data: { order: 1 } })).ok()).toBe(true);
    await page.getByRole('button', { name: 'Look again' }).click();
    const calls = page.getByRole('list', { name: 'The last calls' });
    await calls.getByRole('button', { name: /^Replay POST/ }).click();
    await page.getByText('The call came in once more.').waitFor();
    await page.getByRole('button', { name: 'Close (Esc)' }).click();

    await page.locator('.react-flow__node', { hasText: 'Ask' }).dblclick();
    await page.getByRole('button', { name: /^Choose/ }).click();
    await page.getByRole('combobox', { name: /what the service knows/ }).fill('orders');
    await page.getByRole('option', { name: 'query orders: All orders.' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('Query', { exact: true }).inputValue()).toBe('query {\n  orders\n}');
    await page.getByRole('button', { name: 'Close (Esc)' }).click();

    await page.locator('.react-flow__node', { hasText: 'Ask' }).click();
    await page.keyboard.press('Delete');
    await saved(page);
    await page.getByRole('button', { name: 'Versions' }).click();
    const versions = page.getByRole('complementary', { name: 'Versions' });
    await versions.getByRole('button', { name: /The first of all/ }).click();
    await versions.getByRole('listitem').filter({ hasText: /^Ask$/ }).waitFor();
    await versions.getByRole('button', { name: 'Restore this version' }).click();
    await page.locator('.react-flow__node', { hasText: 'Ask' }).waitFor();
    await saved(page);

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Commands' }).fill('executions');
    await page.getByRole('option', { name: /^Executions\s*Screen/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Executions' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to' }).fill('unusual');
    await page.getByRole('option', { name: /^Unusual orders\s*Workflow/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.react-flow__node', { hasText: 'Orders' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
