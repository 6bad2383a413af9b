import { describe, expect, it } from 'vitest';
import { openPage } from './support/browser.ts';
import { chooseFile, importFile, register } from './support/people.ts';
import { useStack } from './support/use-stack.ts';

const stage = useStack();

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

const FILE = {
  format: 'linkflow.workflow',
  format_version: 1,
  name: `${MARKUP}\u202Egnp.exe`,
  nodes: [
    {
      id: 't',
      type: 'trigger.manual',
      name: MARKUP,
      config: {},
      pinned_data: [{ json: { [MARKUP]: MARKUP, link: 'javascript:alert(1)' } }],
    },
  ],
  connections: [],
  settings: {},
};

describe('markup in names and data', () => {
  it('is shown as the text that it is, in lists, on the canvas and in outputs', async () => {
    const { page, context, complaints } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await importFile(page, FILE);
    await page.locator('.react-flow__node').first().dblclick();
    await page.getByRole('region', { name: 'Output' }).getByText('javascript:alert(1)').waitFor();
    expect(await page.locator('img, script:not([src]), a[href^="javascript"]').count()).toBe(0);
    await page.getByRole('link', { name: 'Back to all workflows' }).click();
    await page.getByRole('list', { name: 'Workflows' }).getByText(MARKUP).waitFor();
    expect(await page.title()).toContain('Workflows');
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('a file that is no workflow', () => {
  it('is refused, and nothing is made of it', async () => {
    const { page, context } = await openPage(stage.browser);
    await register(page, stage.stack.url);
    await chooseFile(page, '{"nodes":');
    await page.getByRole('alert').getByText('nothing was imported').waitFor();
    await page.getByRole('heading', { name: 'Your first workflow' }).waitFor();
    await context.close();
  });
});
