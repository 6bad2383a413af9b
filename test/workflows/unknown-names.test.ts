import { beforeAll, describe, expect, it } from 'vitest';
import { http, manual, node, noop } from './graphs.ts';
import { at, type Client, createWorld } from './world.ts';

let root: string;
let owner: Client;

beforeAll(async () => {
  const world = await createWorld();
  ({ root } = world);
  owner = await world.as('owner');
});

async function answerTo(body: object): Promise<string> {
  const reply = await owner('POST', `${root}/workflows`, { name: 'Odd', ...body });
  return JSON.stringify(at(reply.body, 'errors') ?? at(reply.body, 'faults'));
}

const url = 'https://example.com';

describe('a name that a workflow does not have', () => {
  it.each([
    ['retry beside config', { ...http(url), retry: { max_attempts: 2 } }, 'belongs in the \\"settings\\" of the node'],
    ['a field of the config beside it', { ...http(url), method: 'GET' }, 'belongs in the \\"config\\" of the node'],
    ['on_error in the config', http(url, { config: { url, on_error: 'stop' } }), 'of the node, beside \\"config\\"'],
    ['pinned data in the settings', { ...noop, settings: { pinned_data: [] } }, 'in the node itself'],
    ['a misspelt field of the config', http(url, { config: { urll: url, url } }), 'Did you mean \\"url\\"?'],
    ['a misspelt setting', { ...noop, settings: { on_eror: 'stop' } }, 'Did you mean \\"on_error\\"?'],
    ['a type without its prefix', node('x', 'http'), 'Did you mean \\"action.http\\"?'],
  ])('is answered with what there is: %s', async (_name, odd, message) => {
    expect(await answerTo({ nodes: [manual, odd], connections: [] })).toContain(message);
  });

  it('is answered with the inputs there are', async () => {
    const merge = node('merge', 'logic.merge', { mode: 'append' });
    const connections = [{ source: 'start', target: 'merge' }];
    expect(await answerTo({ nodes: [manual, merge], connections })).toMatch(/has no input .*"main.*Its inputs are/);
  });

  it('is answered with the fields of a connection', async () => {
    const connections = [{ source: 'start', target: 'noop', source_handle: 'main' }];
    expect(await answerTo({ nodes: [manual, noop], connections })).toContain('Did you mean \\"sourceHandle\\"?');
  });

  it('is told to belong in the settings of the workflow', async () => {
    expect(await answerTo({ nodes: [manual], timezone: 'Europe/Vienna' })).toContain(
      'belongs in the \\"settings\\" of the workflow',
    );
    expect(await answerTo({ nodes: [manual], settings: { retry: {} } })).toContain('of the node, beside');
  });
});
