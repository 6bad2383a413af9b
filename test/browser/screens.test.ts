import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PAGES_FOLDER } from '../../scripts/local/pages.ts';
import { violations } from './support/axe.ts';
import { openPage } from './support/browser.ts';
import { newWorkflow, register, saved } from './support/people.ts';
import { useStack } from './support/use-stack.ts';

const stage = useStack();

/** Goes through all screens, and calls `look` at each. */
async function visit(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  await page.goto(`${stage.stack.url}/login`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await look('login');
  await page.goto(`${stage.stack.url}/register`);
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  await look('register');
  await register(page, stage.stack.url);
  await page.getByRole('list', { name: 'Templates to begin with' }).waitFor();
  await look('first workflow');
  await page.getByRole('link', { name: 'All templates' }).click();
  await page.getByRole('list', { name: 'For a whole job' }).waitFor();
  await look('templates');
  await page.getByRole('link', { name: 'Workflows', exact: true }).click();
  await newWorkflow(page);
  await saved(page);
  await look('editor');
  await page.getByRole('button', { name: 'Add a node after Manual trigger' }).click();
  await page.getByRole('option', { name: /Set fields/ }).waitFor();
  await look('palette');
  await page.getByRole('option', { name: /Set fields/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('region', { name: 'Execution' }).getByText('Succeeded').waitFor();
  await look('run');
  await page.locator('.react-flow__node', { hasText: 'Set fields' }).dblclick();
  await page.getByRole('button', { name: 'Add field' }).waitFor();
  await look('node');
  await page.getByRole('button', { name: 'Close (Esc)' }).click();
  await page.getByRole('button', { name: 'Versions' }).click();
  await page.getByRole('complementary', { name: 'Versions' }).waitFor();
  await look('versions');
  await page.getByRole('link', { name: 'Executions' }).click();
  await page.getByRole('list', { name: 'Executions' }).waitFor();
  await look('executions');
  await page.getByRole('link', { name: 'My workflow' }).first().click();
  await page.getByRole('region', { name: 'Node runs' }).waitFor();
  await look('execution');
  await page.getByRole('link', { name: 'Workflows', exact: true }).click();
  await page.getByRole('list', { name: 'Workflows' }).waitFor();
  await look('workflows');
}

describe('each screen', () => {
  it.each(['light', 'dark'] as const)(
    'meets WCAG 2.2 AA as far as axe sees, and complains of nothing, in %s',
    async (colorScheme) => {
      const { page, context, complaints } = await openPage(stage.browser, { colorScheme });
      const found: string[] = [];
      await visit(page, async (screen) => {
        found.push(...(await violations(page)).map((line) => `${screen}: ${line}`));
      });
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});

describe('the styles', () => {
  it('of parts hold over those that take the looks of the browser off, whichever came first', async () => {
    const { page, context } = await openPage(stage.browser);
    await page.goto(`${stage.stack.url}/login`);
    const button = page.getByRole('button', { name: 'Sign in' });
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(79, 70, 229)');
    await context.close();
  });
});

const KB = 1024;

/** The files of a build by their names without the hash, gzipped, in bytes. */
async function sizes(): Promise<ReadonlyMap<string, number>> {
  const folder = join(PAGES_FOLDER, 'assets');
  const names = await readdir(folder);
  const entries = await Promise.all(
    names.map(async (name) => [name, gzipSync(await readFile(join(folder, name)), { level: 9 }).length] as const),
  );
  return new Map(entries);
}

/** The scripts that a page asks for until it is quiet, from the server or from what it keeps: their sizes together. */
async function loaded(page: Page, act: () => Promise<void>): Promise<number> {
  const all = await sizes();
  const names = new Set<string>();
  const listener = (request: { url(): string }): void => {
    names.add(new URL(request.url()).pathname.split('/').at(-1) ?? '');
  };
  page.on('request', listener);
  await act();
  await page.waitForLoadState('networkidle');
  page.off('request', listener);
  const scripts = [...names].filter((name) => name.endsWith('.js'));
  expect(scripts.filter((name) => !all.has(name))).toEqual([]);
  return scripts.reduce((sum, name) => sum + (all.get(name) ?? 0), 0);
}

describe('what is loaded', () => {
  it('is at most 120 KB of script to the first screen, 200 KB for the editor, 20 KB of styles, gzipped', async () => {
    const { page, context } = await openPage(stage.browser);
    const first = await loaded(page, async () => {
      await page.goto(`${stage.stack.url}/login`);
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    });
    expect(first).toBeLessThanOrEqual(120 * KB);
    await register(page, stage.stack.url);
    await newWorkflow(page);
    const editor = await loaded(page, async () => {
      await page.reload();
      await page.locator('.react-flow__node').first().waitFor();
    });
    expect(editor).toBeLessThanOrEqual(200 * KB);
    const all = [...(await sizes())];
    const styles = all.filter(([name]) => name.endsWith('.css')).reduce((sum, [, size]) => sum + size, 0);
    expect(styles).toBeLessThanOrEqual(20 * KB);
    const code = all.filter(([name]) => name.startsWith('code-field')).reduce((sum, [, size]) => sum + size, 0);
    expect(code).toBeLessThanOrEqual(155 * KB);
    await context.close();
  });
});
