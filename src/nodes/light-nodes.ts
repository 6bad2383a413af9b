/**
 * Node types that do little more than read their items once, in our own code. Types that process texts of strangers with a
 * library, match items with items, or send requests are not among them. User code is, because it runs in its own process.
 */
const LIGHT: ReadonlySet<string> = new Set([
  'trigger.manual',
  'trigger.webhook',
  'trigger.form',
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

/** Whether a node of this type takes hardly any time for little input. */
export function isLightNode(type: string): boolean {
  return LIGHT.has(type);
}
