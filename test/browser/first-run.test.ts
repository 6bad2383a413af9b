import { describe, expect, it } from 'vitest';
import { openPage } from './support/browser.ts';
import { newWorkflow, PASSWORD, register, saved } from './support/people.ts';
import { useStack } from './support/use-stack.ts';

const stage = useStack();

describe('a stranger', () => {
  it('comes from registration to a green run, by pointer', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await page.goto(stage.stack.url);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await register(page, stage.stack.url);
    await newWorkflow(page);
    await page.getByRole('button', { name: 'Add a node after Manual trigger' }).click();
    await page.getByRole('option', { name: /Set fields/ }).click();
    await page.locator('.react-flow__node', { hasText: 'Set fields' }).dblclick();
    await page.getByRole('button', { name: 'Add field' }).click();
    await page.getByLabel('Name', { exact: true }).last().fill('greeting');
    await page.getByLabel('Value', { exact: true }).last().fill('{{ 40 + 2 }} apples');
    await page.getByText('42 apples').waitFor();
    await page.getByRole('button', { name: 'Close (Esc)' }).click();
    await saved(page);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
    await page.locator('.react-flow__node', { hasText: 'Set fields' }).dblclick();
    await page.getByRole('region', { name: 'Output' }).getByText('42 apples').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('finds the run in the list, on the drawing that ran, and runs it again', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await newWorkflow(page);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
    await page.getByRole('link', { name: 'Executions' }).click();
    await page.getByRole('link', { name: 'My workflow' }).first().click();
    await page.getByRole('region', { name: 'Node runs' }).getByText('Manual trigger').waitFor();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('menuitem', { name: 'From the start', exact: true }).click();
    await page.getByText('Running again.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is led back to where they wanted to go, after the login, and nowhere else', async () => {
    const { page, context } = await openPage(stage.browser);
    const email = await register(page, stage.stack.url);
    await newWorkflow(page);
    await page.waitForURL(/workflows\/[\w-]+/);
    const wanted = page.url();
    await context.clearCookies();
    await page.goto(wanted);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.react-flow__node').first().waitFor();
    expect(page.url()).toBe(wanted);
    await context.clearCookies();
    await page.goto(`${stage.stack.url}/login?next=https://evil.example/`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Workflows' }).waitFor();
    expect(new URL(page.url()).origin).toBe(stage.stack.url);
    await context.close();
  });
});

describe('a template', () => {
  it('becomes a workflow that runs, in two clicks', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await page.getByRole('list', { name: 'Templates to begin with' }).getByRole('button').first().click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('link', { name: 'Templates', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search templates' }).fill('csv');
    const found = page.getByRole('list', { name: 'For a whole job' });
    await found.getByRole('button', { name: /Report from/i }).click();
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByLabel('Rows of a table, as CSV').fill('region,amount\nNorth,3\nSouth,4');
    await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
    await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('by keyboard alone', () => {
  it('webhook, if, set and respond are built and run', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await page.getByRole('button', { name: 'New workflow' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.react-flow__node').first().waitFor();
    await page.locator('.react-flow__node').first().focus();
    await page.keyboard.press('Delete');
    await page.getByText('Add a trigger').waitFor();
    const add = async (key: string, words: string, name: string): Promise<void> => {
      await page.keyboard.press(key);
      await page.getByRole('combobox').waitFor();
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
      await page.locator('.react-flow__node:focus', { hasText: name }).waitFor();
    };
    await add('n', 'webhook', 'Webhook trigger');
    await add('n', 'if', 'If');
    await add('n', 'set fields', 'Set fields');
    await add('n', 'respond', 'Respond');
    expect(await page.locator('.react-flow__edge').count()).toBe(3);
    await saved(page);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Run' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('two tabs', () => {
  it('that change the same workflow lose nothing: what both did is shown, and combined', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await newWorkflow(page);
    await saved(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator('.react-flow__node').first().waitFor();
    const add = async (tab: typeof page, words: string, name: string): Promise<void> => {
      await tab.bringToFront();
      await tab.getByRole('button', { name: 'Add a node (N)' }).click();
      await tab.getByRole('combobox').fill(words);
      await tab.getByRole('option', { name }).first().click();
    };
    await add(page, 'set fields', 'Set fields');
    await saved(page);
    await add(other, 'limit', 'Limit');
    await other.getByRole('dialog', { name: 'This workflow was changed elsewhere' }).waitFor();
    await other.getByRole('button', { name: 'Combine both' }).click();
    await saved(other);
    await other.reload();
    await other.locator('.react-flow__node', { hasText: 'Limit' }).waitFor();
    await other.locator('.react-flow__node', { hasText: 'Set fields' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
