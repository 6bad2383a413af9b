import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonValue } from '../../engine/json.ts';
import { isObject } from '../../shared/json/json.ts';
import { completed, defineNode } from '../define-node.ts';
import { oldestFirst } from '../feeds/feed-order.ts';
import { feedEntries, fetchFeed } from '../feeds/fetch-feed.ts';
import { pollFeed } from '../feeds/poll-feed.ts';
import { HTTP_CREDENTIALS } from '../http/authorise.ts';
import { requestFaults } from '../http/literal-faults.ts';
import { nameValuesSchema } from '../http/name-values.ts';
import type { NodeRun } from '../node-run.ts';
import { pollMinutes } from '../poll-fields.ts';
import { isList } from '../values/field-path.ts';
import { triggerItems } from './trigger-items.ts';

const configSchema = z.strictObject({
  url: z.string().min(1).max(20_000).meta({ title: 'URL', description: 'The address of the feed.' }),
  headers: nameValuesSchema.default({}).meta({ title: 'Headers', description: 'Headers of the request.' }),
  every_minutes: pollMinutes(15),
  max_items: z.number().int().min(1).max(1_000).default(100).meta({
    title: 'Entries',
    description: 'How many new entries one poll hands on at the most. What is left follows with the next poll.',
  }),
  start: z.enum(['together', 'each']).default('together').meta({
    title: 'Start',
    description: 'One execution with all new entries of a poll, or one for each of them.',
  }),
  emit_existing: z.boolean().default(false).meta({
    title: 'Existing entries',
    description: 'Whether the entries that the feed has when the triggers are turned on count as new.',
  }),
});

type Config = z.infer<typeof configSchema>;

function isGiven(input: JsonValue): boolean {
  if (isList(input)) return input.length > 0;
  return isObject(input) && Object.keys(input).length > 0;
}

/** What a run by hand without input works with: the newest entry that the feed has at the moment. */
async function sample(run: NodeRun<Config>): Promise<Item[]> {
  const entries = feedEntries(run.work, await fetchFeed(run, run.config(0), { index: 0 }));
  const newest = oldestFirst(entries).at(-1);
  return newest === undefined ? [] : [{ json: newest }];
}

export const rssTrigger = defineNode<Config>({
  type: 'trigger.rss',
  kind: 'trigger',
  metadata: {
    name: 'RSS trigger',
    description:
      'Asks a feed (RSS, Atom, RDF or JSON feed) every few minutes, and starts the workflow with the entries that are new. Run by hand without input, it gives the newest entry.',
    group: 'triggers',
    example: { url: 'https://example.com/feed.xml', every_minutes: 15 },
  },
  config: configSchema,
  literalFaults: requestFaults,
  inputs: [],
  outputs: ['main'],
  effect: 'read',
  credentials: HTTP_CREDENTIALS,
  poll: {
    everyMinutes: (config) => config.every_minutes,
    address: (config) => config.url,
    startsEach: (config) => config.start === 'each',
    ask: pollFeed,
  },
  async execute(run) {
    const { type, input } = run.trigger;
    return completed(type === 'poll' || isGiven(input) ? triggerItems(input) : await sample(run));
  },
});
