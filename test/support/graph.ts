import type { WorkflowConnection } from '../../src/engine/workflow.ts';

/** `a → b → c` as connections; a handle stands behind a colon: `if:true → b`. */
export function chain(drawing: string): WorkflowConnection[] {
  const steps = drawing.split('→').map((step) => step.trim().split(':'));
  return steps.slice(1).map(([target = ''], index) => {
    const [source = '', sourceHandle] = steps[index] ?? [];
    return { source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
  });
}
