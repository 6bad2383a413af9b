/** The input as user code sees it: items that know their place, which copies by spreading keep. */
export function toInputItems(items) {
  return items.map((item, index) => ({ ...item, pairedItem: { item: index } }));
}

function createInput(items, index) {
  return {
    all: () => items,
    first: () => items[0],
    last: () => items.at(-1),
    get item() {
      return items[index];
    },
  };
}

/** The variables of a run by name, `index` being the item that it is about. */
export function createVariables({ items, context, console, timers }, index) {
  return {
    items,
    $input: createInput(items, index),
    $json: items[index]?.json,
    $itemIndex: index,
    $runIndex: context.runIndex,
    $execution: context.execution,
    $workflow: context.workflow,
    $vars: context.vars,
    console,
    ...timers,
  };
}
