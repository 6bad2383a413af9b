import { lazy, Suspense, useMemo } from 'react';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { askedField } from '../../../lib/schema/options.ts';
import { useMay } from '../../../lib/workspace.ts';
import type { FormContextValue, Path } from '../../../ui/schema-form/form-context.ts';
import { selectGraph, useEditor } from '../store/editor-store.ts';
import { completionsFor } from './completions.ts';
import { ExpressionPreview } from './expression-preview.tsx';
import type { NodeInput } from './node-input.ts';
import { OptionChooser } from './option-chooser.tsx';

const CodeField = lazy(() => import('./code-field.tsx').then(({ CodeField: component }) => ({ default: component })));

function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

/** What the fields of a config need to know: its faults, what comes in, and the drawing around it. */
export function useConfigForm(node: WorkflowNode, input: NodeInput, item: number): FormContextValue {
  const faults = useEditor((state) => state.faults);
  const readOnly = useEditor((state) => state.readOnly);
  const graph = useEditor(selectGraph);
  const mayAsk = useMay('credentials:use');
  const isCode = node.type === 'action.code';
  return useMemo(() => {
    const own = faults.filter(({ node_id: id, path }) => id === node.id && path[2] === 'config');
    return {
      readOnly,
      hasExpressions: true,
      faultAt: (path) => own.find((fault) => samePath(fault.path.slice(3), path))?.message,
      preview: (value) => <ExpressionPreview value={value} input={input} item={item} />,
      complete: (before) => completionsFor(before, input, graph),
      custom: (path, { value, onChange, label }) =>
        isCode && path[0] === 'code' ? (
          <Suspense fallback={<p>Loading the code editor …</p>}>
            <CodeField
              label={label}
              value={typeof value === 'string' ? value : ''}
              readOnly={readOnly}
              onChange={onChange}
              input={input}
            />
          </Suspense>
        ) : null,
      choices: (path, { schema, label, onChange }) => {
        const field = mayAsk ? askedField(schema, path) : null;
        return field && <OptionChooser node={node} field={field} label={label} onChoose={onChange} />;
      },
    };
  }, [faults, readOnly, graph, node, isCode, mayAsk, input, item]);
}
