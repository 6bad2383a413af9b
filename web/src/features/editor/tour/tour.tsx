import { Check, X } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { IconButton } from '../../../ui/button/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { type EditorState, useEditor } from '../store/editor-store.ts';
import styles from './tour.module.css';

const KEY = 'linkflow.tour';

type Step = { readonly title: string; readonly text: string; readonly isDone: (state: EditorState) => boolean };

const STEPS: readonly Step[] = [
  {
    title: 'Add a node',
    text: 'Press the + after the trigger, or N, and choose Set fields.',
    isDone: ({ history }) => history.graph.nodes.length > 1,
  },
  {
    title: 'Tell it what to do',
    text: 'Open it by a double click or Enter, and add a field.',
    isDone: ({ history }) =>
      history.graph.nodes.some(({ type, config }) => !type.startsWith('trigger.') && Object.keys(config).length > 0),
  },
  {
    title: 'Connect it',
    text: 'A line leads from the trigger to the node. Drag one if there is none.',
    isDone: ({ history }) => history.graph.connections.length > 0,
  },
  {
    title: 'Run it',
    text: 'Press Run, and watch the items go through.',
    isDone: ({ run }) => run?.status === 'completed',
  },
];

/** The first steps of somebody new, ticked off as they are taken; the last one is a run that succeeded. */
export function Tour(): ReactElement | null {
  const [isOver, setOver] = useState(() => localStorage.getItem(KEY) === 'done');
  const isNew = useEditor(({ workflow }) => workflow.execution_count === 0);
  const done = useEditor((state) => STEPS.map((step) => step.isDone(state)).join());
  const ticks = done.split(',').map((one) => one === 'true');
  const isComplete = ticks.every(Boolean);
  useEffect(() => {
    if (isComplete) localStorage.setItem(KEY, 'done');
  }, [isComplete]);
  if (isOver || !isNew) return null;
  const next = ticks.indexOf(false);
  return (
    <aside aria-label="First steps" className={styles.tour}>
      <header className={styles.head}>
        <h2>{isComplete ? 'Your first run is green' : 'Your first workflow'}</h2>
        <IconButton
          label="Close the first steps"
          onClick={() => {
            localStorage.setItem(KEY, 'done');
            setOver(true);
          }}
        >
          <X size={15} />
        </IconButton>
      </header>
      <ol>
        {STEPS.map(({ title, text }, index) => (
          <li
            key={title}
            className={classNames(styles.step, ticks[index] && styles.done)}
            aria-current={index === next ? 'step' : undefined}
          >
            <span className={styles.tick} aria-hidden="true">
              {ticks[index] ? <Check size={13} /> : index + 1}
            </span>
            <div>
              <p className={styles.title}>{title}</p>
              {index === next && <p className={styles.text}>{text}</p>}
            </div>
          </li>
        ))}
      </ol>
      {isComplete && <p className={styles.text}>Publish it, and its triggers run it by themselves.</p>}
    </aside>
  );
}
