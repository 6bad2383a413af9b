import { describe, expect, it } from 'vitest';
import { openPage } from './support/browser.ts';
import { importFile, newWorkflow, register, saved } from './support/people.ts';
import { useStack } from './support/use-stack.ts';

const stage = useStack();

const FIELDS = {
  mode: 'fields',
  fields: [{ name: 'customer.name', type: 'string', required: true, description: 'Who ordered.' }],
};

const ORDER = {
  format: 'linkflow.workflow',
  format_version: 1,
  name: 'An order',
  nodes: [
    { id: 't', type: 'trigger.manual', name: 'Order', position: { x: 0, y: 0 }, config: { inputs: FIELDS } },
    {
      id: 'a',
      type: 'logic.approval',
      name: 'Ask',
      position: { x: 320, y: 0 },
      config: { title: 'Ship it?', message: 'To {{ $json.customer.name }}.' },
    },
  ],
  connections: [{ source: 't', target: 'a' }],
  settings: {},
};

describe('notes and groups', () => {
  it('are drawn by keyboard, kept, and undone', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await newWorkflow(page);
    await page.locator('.react-flow__node').first().focus();
    await page.keyboard.press('g');
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('Ingest');
    await page.keyboard.press('Enter');
    await page.keyboard.press('s');
    await page.getByRole('textbox', { name: 'Text of the note, in Markdown' }).fill('**Why** <b>this</b>?');
    await page.keyboard.press('Escape');
    await page.locator('.react-flow__node:focus strong', { hasText: 'Why' }).waitFor();
    await saved(page);
    await page.reload();
    await page.getByText('Ingest').waitFor();
    await page.getByText('<b>this</b>?').waitFor();
    await page.locator('.react-flow__node-note').focus();
    await page.keyboard.press('Delete');
    await page.locator('.react-flow__node-note').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
    await page.getByText('<b>this</b>?').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('nodes in the clipboard', () => {
  it('go as a text from one workflow into another', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await register(page, stage.stack.url);
    await importFile(page, ORDER);
    await page.locator('.react-flow__node').first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.getByRole('link', { name: 'Back to all workflows' }).click();
    await newWorkflow(page);
    await page.keyboard.press('Control+v');
    await page.locator('.react-flow__node', { hasText: 'Ask' }).waitFor();
    expect(await page.locator('.react-flow__edge').count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a run that asks', () => {
  it('takes its input by a form and its approval in place, and is run again with another input', async () => {
    const { page, context, complaints } = await openPage(stage.browser, { width: 390, height: 780 });
    await register(page, stage.stack.url);
    await importFile(page, ORDER);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByLabel('customer.name').fill('Ada');
    await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
    const question = page.getByRole('region', { name: 'Ship it?' });
    await question.getByText('To Ada.').waitFor();
    await question.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
    await page.getByRole('link', { name: 'Details' }).click();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('menuitem', { name: 'Edit the input and run' }).click();
    await page.getByLabel('What the trigger hands on, as JSON').fill('{"customer":{"name":"Grace"}}');
    await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
    await question.getByText('To Grace.').waitFor();
    await question.getByRole('button', { name: 'Reject' }).click();
    await page.locator('header', { hasText: 'An order' }).getByText('Succeeded').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
