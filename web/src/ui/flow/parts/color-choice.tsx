import type { ReactElement } from 'react';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { classNames } from '../../class-names.ts';
import colors from './colors.module.css';
import styles from './parts.module.css';

export type CanvasColor = NonNullable<WorkflowNode['color']>;

const COLORS: readonly CanvasColor[] = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'];

type ColorChoiceProps = {
  readonly value: CanvasColor | undefined;
  /** The colour that is pressed again is taken off. */
  readonly onChange: (color: CanvasColor | undefined) => void;
};

/** The colours that parts of a drawing can have. */
export function ColorChoice({ value, onChange }: ColorChoiceProps): ReactElement {
  return (
    <fieldset className={styles.colors} aria-label="Colour">
      {COLORS.map((color) => (
        <button
          key={color}
          type="button"
          aria-label={color}
          title={color}
          aria-pressed={color === value}
          className={classNames(styles.color, colors[color])}
          onClick={() => onChange(color === value ? undefined : color)}
        />
      ))}
    </fieldset>
  );
}
