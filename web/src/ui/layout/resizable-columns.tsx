import { type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import styles from './layout.module.css';

type Column = { readonly label: string; readonly content: ReactNode };

const LEAST = 0.14;
const STEP = 0.03;

function keptShares(key: string, count: number): readonly number[] {
  const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
  if (Array.isArray(kept) && kept.length === count && kept.every((share) => typeof share === 'number')) return kept;
  return Array.from({ length: count }, () => 1 / count);
}

/** The shares after one border was moved: what one column gains, the next one loses. */
function moved(shares: readonly number[], border: number, by: number): readonly number[] {
  const [left = 0, right = 0] = [shares[border], shares[border + 1]];
  const step = Math.max(LEAST - left, Math.min(right - LEAST, by));
  return shares.with(border, left + step).with(border + 1, right - step);
}

/** Columns side by side whose borders can be moved, by pointer or arrow keys; on a phone one at a time. */
export function ResizableColumns({
  id,
  columns,
}: {
  readonly id: string;
  readonly columns: readonly Column[];
}): ReactElement {
  const key = `linkflow.columns.${id}.${columns.length}`;
  const [shares, setShares] = useState(() => keptShares(key, columns.length));
  const [shown, setShown] = useState(columns.findIndex(({ label }) => label === 'Config'));
  const frame = useRef<HTMLDivElement>(null);
  const current = shares.length === columns.length ? shares : keptShares(key, columns.length);

  function change(next: readonly number[]): void {
    setShares(next);
    localStorage.setItem(key, JSON.stringify(next));
  }
  function drag(event: PointerEvent, border: number): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    const begin = event.clientX;
    const width = frame.current?.clientWidth ?? 1;
    const target = event.currentTarget;
    const move = (now: Event): void =>
      change(moved(current, border, ((now as globalThis.PointerEvent).clientX - begin) / width));
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', () => target.removeEventListener('pointermove', move), { once: true });
  }
  function nudge(event: KeyboardEvent, border: number): void {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    change(moved(current, border, by));
  }

  return (
    <>
      <div className={styles.switch} role="toolbar" aria-label="Part of the node">
        {columns.map(({ label }, index) => (
          <button key={label} type="button" aria-pressed={shown === index} onClick={() => setShown(index)}>
            {label}
          </button>
        ))}
      </div>
      <div ref={frame} className={styles.columns}>
        {columns.map(({ label, content }, index) => (
          <section
            key={label}
            aria-label={label}
            className={styles.column}
            data-shown={shown === index}
            style={{ flexGrow: current[index], flexBasis: 0 }}
          >
            {content}
            {index < columns.length - 1 && (
              // biome-ignore lint/a11y/useSemanticElements: a border that is moved is no line between texts.
              <div
                role="separator"
                tabIndex={0}
                aria-orientation="vertical"
                aria-label={`Width of ${label}`}
                aria-valuenow={Math.round((current[index] ?? 0) * 100)}
                className={styles.border}
                onPointerDown={(event) => drag(event, index)}
                onKeyDown={(event) => nudge(event, index)}
              />
            )}
          </section>
        ))}
      </div>
    </>
  );
}
