import type { Item } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { completed, defineNode } from '../define-node.ts';
import { eachItem, type MadeItem, withJson } from '../items.ts';
import { readText } from '../text/text-source.ts';
import { putText } from '../text/text-target.ts';
import { buildXml } from '../xml/build-xml.ts';
import { type ToJsonConfig, type XmlConfig, xmlConfigSchema } from '../xml/config.ts';
import { parseXml } from '../xml/parse-xml.ts';

function convert(item: Item, config: XmlConfig, work: WorkMeter): MadeItem {
  if (config.operation === 'to_json') return withJson(item, read(readText(item, config, 'xml'), config, work));
  return putText(buildXml(config.value ?? item.json, config), 'application/xml', config);
}

/** Parsing takes about a step for each character, and the same text may be there for each item. */
function read(xml: string, config: ToJsonConfig, work: WorkMeter): JsonObject {
  work.spend(xml.length);
  return parseXml(xml, config);
}

export const xmlAction = defineNode({
  type: 'action.xml',
  kind: 'action',
  metadata: {
    name: 'XML',
    description: 'Makes JSON of XML, and XML of JSON. A document that declares entities of its own keeps them as text.',
    group: 'actions',
    example: { operation: 'to_json', text: '{{ $json.data }}' },
  },
  config: xmlConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: (run) => completed(eachItem(run, (item, config) => convert(item, config, run.work))),
});
