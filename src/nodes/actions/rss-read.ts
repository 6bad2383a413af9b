import { z } from 'zod';
import { completed, defineNode } from '../define-node.ts';
import { feedEntries, fetchFeed } from '../feeds/fetch-feed.ts';
import { concurrency } from '../fields.ts';
import { HTTP_CREDENTIALS } from '../http/authorise.ts';
import { requestFaults } from '../http/literal-faults.ts';
import { nameValuesSchema } from '../http/name-values.ts';
import { eachItemAsync, type MadeItem } from '../items.ts';
import type { NodeRun } from '../node-run.ts';
import { createNotices, type Notices } from '../notices.ts';

const configSchema = z.strictObject({
  url: z.string().min(1).max(20_000).meta({ title: 'URL', description: 'The address of the feed.' }),
  headers: nameValuesSchema.default({}).meta({ title: 'Headers', description: 'Headers of the request.' }),
  max_entries: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .meta({ title: 'Entries', description: 'How many entries are read at the most. Default: all.' }),
  concurrency: concurrency(),
});

type Config = z.infer<typeof configSchema>;

async function read(run: NodeRun<Config>, index: number, notices: Notices): Promise<MadeItem[]> {
  const { url, headers, max_entries } = run.config(index);
  const entries = feedEntries(run.work, await fetchFeed(run, { url, headers }, { index }));
  if (max_entries !== undefined && entries.length > max_entries) {
    notices.add(`The feed has ${entries.length} entries, of which the first ${max_entries} were read`, index);
  }
  return entries.slice(0, max_entries).map((json) => ({ json }));
}

export const rssReadAction = defineNode({
  type: 'action.rss_read',
  kind: 'action',
  metadata: {
    name: 'RSS read',
    description: 'Makes an item of each entry of a feed: RSS, Atom, RDF or JSON feed.',
    group: 'actions',
    example: { url: 'https://example.com/feed.xml' },
  },
  config: configSchema,
  literalFaults: requestFaults,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'read',
  credentials: HTTP_CREDENTIALS,
  async execute(run) {
    if (run.items.length === 0) return completed([]);
    const notices = createNotices();
    const { concurrency: atOnce } = run.config(0);
    const items = await eachItemAsync(run, (_item, index) => read(run, index, notices), atOnce);
    notices.log(run);
    return completed(items);
  },
});
