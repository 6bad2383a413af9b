import {
  autocompletion,
  type CompletionContext,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript, javascriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  defaultHighlightStyle,
  indentOnInput,
  syntaxHighlighting,
  syntaxTree,
} from '@codemirror/language';
import { type Diagnostic, linter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { type ReactElement, useEffect, useRef } from 'react';
import { sampleText } from '../../../lib/data/shape.ts';
import styles from './field.module.css';
import type { NodeInput } from './node-input.ts';

type CodeFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly input: NodeInput;
  readonly onChange: (value: string) => void;
};

const MOST_FAULTS = 20;

/** The lines at which the code can't be read. */
const syntaxFaults = linter((view) => {
  const faults: Diagnostic[] = [];
  syntaxTree(view.state).iterate({
    enter: ({ type, from, to }) => {
      if (!type.isError || faults.length >= MOST_FAULTS) return;
      faults.push({
        from,
        to: Math.max(to, Math.min(from + 1, view.state.doc.length)),
        severity: 'error',
        message: 'This is not JavaScript.',
      });
    },
  });
  return faults;
});

const ROOTS = ['$input', '$json', 'items', 'item', '$vars', '$now', 'console.log'].map((label) => ({
  label,
  type: 'variable',
}));

/** Names of the data at hand: what code begins with and, after a dot, the fields of the items. */
function completeFrom(input: () => NodeInput) {
  return (context: CompletionContext) => {
    const field = context.matchBefore(/\.[\w$]*/);
    if (field) {
      const json = input().items[0]?.json ?? {};
      const options = Object.entries(json).map(([label, value]) => ({
        label,
        type: 'property',
        detail: sampleText(value),
      }));
      return { from: field.from + 1, options };
    }
    const word = context.matchBefore(/[\w$]+/);
    return word || context.explicit ? { from: word?.from ?? context.pos, options: ROOTS } : null;
  };
}

/** The nonce that the page came with: the policy lets no other style sheet in. */
function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** An editor for JavaScript: its names are completed, and what can't be read is marked at its line. Escape leaves it by Tab. */
export function CodeField({ label, value, readOnly, input, onChange }: CodeFieldProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef({ input, onChange, text: value });
  latest.current.input = input;
  latest.current.onChange = onChange;
  const view = useRef<EditorView | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what it holds comes by the next effect.
  useEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          EditorView.cspNonce.of(pageNonce()),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
          javascript(),
          javascriptLanguage.data.of({ autocomplete: completeFrom(() => latest.current.input) }),
          autocompletion(),
          syntaxFaults,
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            latest.current.text = update.state.doc.toString();
            latest.current.onChange(latest.current.text);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || value === latest.current.text) return;
    latest.current.text = value;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={place} className={styles.codeField} />;
}
