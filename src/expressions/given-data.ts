import type { ExpressionData, LinkedItem, NodeAccess } from '../engine/expression/expression-data.ts';
import type { Item } from '../engine/item.ts';
import type { ExpressionSource } from './expressions.schemas.ts';

function linkedItem(name: string, items: readonly Item[], index: number): LinkedItem {
  const item = items.length === 1 ? items[0] : items[index];
  return item === undefined ? { type: 'lost', node: name } : { type: 'item', item };
}

function nodeAccess(name: string, json: readonly Item['json'][]): NodeAccess {
  const items = json.map((one) => ({ json: one }));
  return { executed: true, items: () => items, linked: (index) => linkedItem(name, items, index) };
}

/** The data of the request in the form that expressions read. Fields that are missing are empty. */
export function givenData(
  given: ExpressionSource,
  world: { readonly now: number; readonly random: () => number },
): ExpressionData {
  const nodes = new Map(Object.entries(given.node_outputs ?? {}));
  return {
    workflow: { id: '', name: '', active: false },
    execution: { id: '', mode: 'manual' },
    triggerType: 'manual',
    inputData: given.input_data ?? {},
    variables: given.variables ?? {},
    timezone: given.timezone ?? 'UTC',
    now: world.now,
    random: world.random,
    itemIndex: given.item_index,
    runIndex: given.run_index ?? 0,
    items: (given.items ?? []).map((json) => ({ json })),
    node(name) {
      const json = nodes.get(name);
      return json === undefined ? undefined : nodeAccess(name, json);
    },
    nodeIds: () => [...nodes.keys()],
  };
}
