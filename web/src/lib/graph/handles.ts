import type { NodeType } from '../api/schema.gen.ts';
import { ERROR, MAIN, type WorkflowNode } from './graph.ts';

/** The handles of one node as it is configured. */
export type Handles = { readonly inputs: readonly string[]; readonly outputs: readonly string[] };

const UNKNOWN: Handles = { inputs: [MAIN], outputs: [MAIN] };

const MOST = 100;

/** Of the types whose handles depend on their config, what they depend on. */
const BY_CONFIG: { readonly [type: string]: (config: WorkflowNode['config']) => Partial<Handles> } = {
  'logic.switch': (config) => {
    const count = config.mode === 'expression' ? numberOf(config.outputs, 4) : lengthOf(config.rules);
    const cases = series(count, (index) => `case_${index}`);
    return { outputs: config.fallback === 'extra' ? [...cases, 'fallback'] : cases };
  },
  'logic.merge': ({ mode, inputs }) => {
    const count = mode === 'append' || mode === 'by_position' || mode === 'choose_branch' ? numberOf(inputs, 2) : 2;
    return { inputs: series(Math.max(2, count), (index) => `input_${index + 1}`) };
  },
  'action.remove_duplicates': ({ operation }) => (operation === 'seen_before' ? { outputs: [MAIN, 'discarded'] } : {}),
};

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function series(count: number, name: (index: number) => string): string[] {
  return Array.from({ length: Math.min(Math.max(0, Math.trunc(count)), MOST) }, (_none, index) => name(index));
}

/** The handles by which items come into a node and go out of it. */
export function handlesOf(
  node: Pick<WorkflowNode, 'config' | 'settings' | 'type'>,
  type: NodeType | undefined,
): Handles {
  if (type === undefined) return UNKNOWN;
  const told = { inputs: type.inputs.handles, outputs: type.outputs.handles };
  const { inputs, outputs } = { ...told, ...BY_CONFIG[node.type]?.(node.config) };
  return { inputs, outputs: node.settings?.on_error === 'error_output' ? [...outputs, ERROR] : outputs };
}

const LABELS: { readonly [handle: string]: string } = { main: '', true: 'true', false: 'false' };

/** What stands beside a handle. A case of a switch is called as its rule is. */
export function handleLabel(node: Pick<WorkflowNode, 'config'>, handle: string): string {
  const place = /^case_(\d+)$/.exec(handle)?.[1];
  if (place !== undefined) {
    const { rules } = node.config;
    const rule = Array.isArray(rules) ? rules[Number(place)] : undefined;
    return rule && typeof rule === 'object' && 'name' in rule && rule.name
      ? String(rule.name)
      : `case ${Number(place) + 1}`;
  }
  return LABELS[handle] ?? handle.replaceAll('_', ' ');
}
