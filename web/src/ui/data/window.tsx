import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import styles from './data.module.css';

type WindowProps = {
  readonly label: string;
  readonly role: string;
  readonly count: number;
  readonly rowHeight: number;
  readonly head?: ReactNode;
  readonly minWidth?: number;
  /** Called when its end is near, as long as there is more. */
  readonly onEnd?: (() => void) | undefined;
  readonly row: (index: number) => ReactNode;
};

const NEAR_END = 30;

/** A long list of which only what is seen, and a little more, is in the page. */
export function Window({ label, role, count, rowHeight, head, minWidth, onEnd, row }: WindowProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const isNearEnd = (rows.getVirtualItems().at(-1)?.index ?? 0) + NEAR_END >= count;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each page that came, the end may still be near.
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd, count]);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      tabIndex={0}
      role={role}
      aria-label={label}
      aria-rowcount={role === 'table' ? count + 1 : undefined}
    >
      {head}
      <div
        className={styles.rows}
        role={role === 'table' ? 'rowgroup' : 'presentation'}
        style={{ height: rows.getTotalSize(), minWidth }}
      >
        {rows.getVirtualItems().map(({ index, start, key }) => (
          <div
            key={key}
            className={styles.place}
            role="presentation"
            style={{ transform: `translateY(${start}px)`, height: rowHeight }}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
