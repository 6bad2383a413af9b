import type { ConfigFault, NodeCatalog, NodeTraits } from '../../../src/engine/catalog.ts';

const step: NodeTraits = {
  kind: 'action',
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  delivery: 'at-least-once',
  loop: false,
};

const types: { readonly [type: string]: NodeTraits } = {
  step,
  trigger: { ...step, kind: 'trigger', inputs: [] },
  if: { ...step, kind: 'logic', outputs: ['true', 'false'] },
  merge: { ...step, kind: 'logic', inputs: ['left', 'right'] },
  loop: { ...step, kind: 'logic', outputs: ['loop', 'done'], loop: true },
  send: { ...step, effect: 'write' },
  pay: { ...step, effect: 'write', delivery: 'at-most-once' },
};

/** Some node types. Each key of a config is a fault: `{ url: 'is no URL' }`. */
export const catalog: NodeCatalog = {
  traits: (node) => (Object.hasOwn(types, node.type) ? types[node.type] : undefined),
  faults: ({ config }) =>
    Object.entries(config).map(([key, value]): ConfigFault => ({ path: [key], message: String(value) })),
};

/** The type of a node by the beginning of its name: `if`, `if2`, `pay_tax`; otherwise `step`. */
export function typeOf(name: string): string {
  const prefix = /^[a-z]+/.exec(name)?.[0] ?? '';
  return Object.hasOwn(types, prefix) ? prefix : 'step';
}
