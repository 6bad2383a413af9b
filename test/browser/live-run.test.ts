import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPage } from './support/browser.ts';
import { importFile, register } from './support/people.ts';
import { useStack } from './support/use-stack.ts';

const stage = useStack();

const FILE = {
  format: 'linkflow.workflow',
  format_version: 1,
  name: 'A slow one',
  nodes: [
    { id: 't', type: 'trigger.manual', name: 'Begin', position: { x: 0, y: 0 }, config: {} },
    {
      id: 'w',
      type: 'logic.wait',
      name: 'Pause',
      position: { x: 300, y: 0 },
      config: { resume: 'after', amount: 8, unit: 'seconds' },
    },
    {
      id: 's',
      type: 'action.set',
      name: 'After',
      position: { x: 600, y: 0 },
      config: { fields: [{ name: 'done', value: 'yes' }] },
    },
  ],
  connections: [
    { source: 't', target: 'w' },
    { source: 'w', target: 's' },
  ],
  settings: {},
};

describe('a run that is watched', () => {
  it('is live from its first node, and goes on being so when workerd is killed and comes back', async () => {
    const { page, context } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await importFile(page, FILE);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.locator('.react-flow__node', { hasText: 'Begin' }).getByRole('img', { name: 'Succeeded' }).waitFor();
    await page
      .locator('.react-flow__node', { hasText: 'Pause' })
      .getByRole('img', { name: /Running|Waiting/ })
      .waitFor();
    process.kill(Number(await readFile(join(stage.stack.dataDir, 'processes/front.pid'), 'utf8')), 'SIGKILL');
    await page
      .locator('.react-flow__node', { hasText: 'After' })
      .getByRole('img', { name: 'Succeeded' })
      .waitFor({ timeout: 100_000 });
    await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(3);
    await context.close();
  });

  it('can be stopped', async () => {
    const { page, context } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await importFile(page, {
      ...FILE,
      nodes: FILE.nodes.map((node) => (node.id === 'w' ? { ...node, config: { ...node.config, amount: 600 } } : node)),
    });
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .locator('.react-flow__node', { hasText: 'Pause' })
      .getByRole('img', { name: /Running|Waiting/ })
      .waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('region', { name: 'Execution' }).getByText('Cancelled').waitFor();
    await context.close();
  });
});
