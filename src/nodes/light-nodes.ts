/**
 * Node types whose work is little more than to look at their items once, over code that is all ours. Types that parse or
 * transform texts of strangers with a library, pair items with items, or call out are not among them. User code is, for it
 * runs in a process of its own.
 */
const LIGHT: ReadonlySet<string> = new Set([
  'trigger.manual',
  'trigger.webhook',
  'trigger.workflow',
  'trigger.error',
  'trigger.schedule',
  'logic.if',
  'logic.switch',
  'logic.filter',
  'logic.noop',
  'action.set',
  'action.respond',
  'action.limit',
  'action.split_out',
  'action.aggregate',
  'action.stop_error',
  'action.execution_data',
  'action.code',
]);

/** Whether a node of this type is over in no time, for little input. */
export function isLightNode(type: string): boolean {
  return LIGHT.has(type);
}
