import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../src/engine/workflow.ts';

/** A node whose name is its id. */
export function node(id: string, type: string, config: JsonObject = {}): WorkflowNode {
  return { id, type, name: id, config };
}

/** The connections of `a → b:true → c`. After a colon comes the output handle of the node. */
export function chain(drawing: string): WorkflowConnection[] {
  const steps = drawing.split('→').map((step) => step.trim().split(':'));
  return steps.slice(1).map(([target = ''], index) => {
    const [source = '', sourceHandle] = steps[index] ?? [];
    return { source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
  });
}
