import type { Browser, Page } from 'playwright-core';
import { launch, openPage } from './support/browser.ts';
import { importFile, register } from './support/people.ts';
import { startStack } from './support/stack.ts';

type Row = { readonly what: string; readonly measured: string; readonly limit: string };

/** A drawing of so many nodes in lines of 25. */
function drawing(count: number) {
  const nodes = Array.from({ length: count }, (_none, index) => ({
    id: `n${index}`,
    type: index === 0 ? 'trigger.manual' : 'logic.noop',
    name: `Node ${index}`,
    position: { x: (index % 25) * 300, y: Math.floor(index / 25) * 120 },
    config: {},
  }));
  const connections = nodes.slice(1).map(({ id }, index) => ({ source: `n${index}`, target: id }));
  return { format: 'linkflow.workflow', format_version: 1, name: `${count} nodes`, nodes, connections, settings: {} };
}

/** Frames per second while the pointer goes to and fro with its button down. */
async function framesWhile(page: Page, from: { readonly x: number; readonly y: number }): Promise<number> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const counting = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const begin = performance.now();
        let frames = 0;
        function count(now: number): void {
          frames += 1;
          if (now - begin > 2000) resolve((frames * 1000) / (now - begin));
          else requestAnimationFrame(count);
        }
        requestAnimationFrame(count);
      }),
  );
  let isOver = false;
  const frames = counting.then((value) => {
    isOver = true;
    return value;
  });
  for (let step = 0; !isOver; step += 1) {
    await page.mouse.move(from.x + 120 * Math.sin(step / 12), from.y + 60 * Math.cos(step / 12));
  }
  await page.mouse.up();
  return frames;
}

async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not to be seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How long it takes a processor of a fourth of this one's speed until a drawing of 50 nodes can be used. */
async function coldStart(browser: Browser, url: string): Promise<Row> {
  const { page, context } = await openPage(browser);
  await register(page, url);
  await importFile(page, drawing(50));
  const address = page.url();
  const cold = await context.newPage();
  const session = await context.newCDPSession(cold);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const begin = performance.now();
  await cold.goto(address, { waitUntil: 'commit' });
  await cold.locator('.react-flow__node').nth(49).waitFor();
  const took = performance.now() - begin;
  await context.close();
  return { what: 'canvas of 50 nodes, cold, CPU ×4', measured: `${Math.round(took)} ms`, limit: '≤ 1500 ms' };
}

async function canvas(browser: Browser, url: string, count: number): Promise<Row[]> {
  const { page, context } = await openPage(browser);
  await register(page, url);
  await importFile(page, drawing(count));
  const drag = await framesWhile(page, await middleOf(page, '.react-flow__node'));
  const before = await page.locator('.react-flow__viewport').getAttribute('style');
  const pan = await framesWhile(page, { x: 700, y: 840 });
  if ((await page.locator('.react-flow__viewport').getAttribute('style')) === before) throw new Error('Nothing moved.');
  await context.close();
  return [
    { what: `${count} nodes: drag`, measured: `${drag.toFixed(0)} fps`, limit: count === 500 ? '≥ 55 fps' : '–' },
    { what: `${count} nodes: pan`, measured: `${pan.toFixed(0)} fps`, limit: count === 500 ? '≥ 45 fps' : '≥ 30 fps' },
  ];
}

/** 100,000 items of a hundred bytes. */
const MAKE_ITEMS =
  "return Array.from({ length: 100000 }, (_none, id) => ({ json: { id, name: 'Customer ' + id, city: 'Berlin', note: 'x'.repeat(40) } }));";

/** From a key to the frame that shows it, of forty keys: in ms, the 38th of them in order. */
async function keysOfSearch(page: Page): Promise<number> {
  const search = page.getByRole('searchbox', { name: 'Search output' });
  await search.focus();
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(globalThis, { took });
    addEventListener('input', ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp)));
    });
  });
  for (let key = 0; key < 40; key += 1) await page.keyboard.press(key % 2 === 0 ? '9' : 'Backspace');
  await page.waitForFunction(() => (globalThis as unknown as { took: number[] }).took.length === 40);
  const took = await page.evaluate(() => (globalThis as unknown as { took: number[] }).took);
  return took.sort((one, other) => one - other)[37] ?? Number.NaN;
}

/** Ten megabytes of output: how long until they are to be seen, how many elements that takes, and what a key of the search costs. */
async function largeOutput(browser: Browser, url: string): Promise<Row[]> {
  const { page, context } = await openPage(browser);
  await register(page, url);
  const { nodes, ...file } = drawing(2);
  const [trigger, maker] = nodes;
  await importFile(page, {
    ...file,
    nodes: [trigger, { ...maker, type: 'action.code', config: { code: MAKE_ITEMS } }],
  });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page
    .getByRole('region', { name: 'Execution' })
    .getByText(/Succeeded|Failed/)
    .waitFor({ timeout: 60_000 });
  const begin = performance.now();
  await page.locator('.react-flow__node', { hasText: 'Node 1' }).dblclick();
  await page.getByRole('region', { name: 'Output' }).getByRole('list').waitFor();
  const opened = performance.now() - begin;
  await page.getByRole('region', { name: 'Output' }).getByRole('button', { name: 'JSON', exact: true }).click();
  const rows = await page.getByRole('region', { name: 'Output' }).locator('*').count();
  const keys = await keysOfSearch(page);
  const begun = performance.now();
  await page.getByRole('searchbox', { name: 'Search output' }).fill('Customer 9999');
  await page.getByText('11 of 100,000 items').waitFor();
  const found = performance.now() - begun;
  await context.close();
  return [
    { what: '10 MB of output: open', measured: `${Math.round(opened)} ms`, limit: '≤ 300 ms' },
    { what: '10 MB of output: elements', measured: String(rows), limit: '≤ 400 rows' },
    { what: '10 MB of output: a key of the search, p95', measured: `${Math.round(keys)} ms`, limit: '≤ 50 ms' },
    { what: '10 MB of output: all that is found', measured: `${Math.round(found)} ms`, limit: '–' },
  ];
}

/** `npm run bench -- web`: how fast the pages are on this machine. */
const [stack, browser] = await Promise.all([startStack(), launch()]);
const rows: Row[] = [];
try {
  rows.push(await coldStart(browser, stack.url));
  for (const count of [500, 1000]) rows.push(...(await canvas(browser, stack.url, count)));
  rows.push(...(await largeOutput(browser, stack.url)));
} finally {
  console.table(rows);
  await browser.close();
  await stack.stop();
}
