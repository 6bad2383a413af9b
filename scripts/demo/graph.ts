import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../src/engine/workflow.ts';

/** A node whose name is its id. */
export function node(id: string, type: string, config: JsonObject = {}): WorkflowNode {
  return { id, type, name: id, config };
}

/** `a → b:true → c` as connections: what stands behind a colon is the handle that the arrow leaves by. */
export function chain(drawing: string): WorkflowConnection[] {
  const steps = drawing.split('→').map((step) => step.trim().split(':'));
  return steps.slice(1).map(([target = ''], index) => {
    const [source = '', sourceHandle] = steps[index] ?? [];
    return { source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
  });
}
