import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import type { DataItem } from '../../lib/data/items.ts';
import { type Line, linesOf } from '../../lib/data/lines.ts';
import { sampleText } from '../../lib/data/shape.ts';
import styles from './data.module.css';
import { Window } from './window.tsx';

const ROW = 24;

/** So many items are open to begin with. */
const OPEN_ITEMS = 20;

function opensByItself(path: string, depth: number): boolean {
  return depth < 2 && Number(path.split('/')[0]) < OPEN_ITEMS;
}

/** JSON as a tree that is opened and closed; a long text is cut, and shown whole in a field of its own. */
export function JsonView({
  label,
  items,
  more,
}: {
  readonly label: string;
  readonly items: readonly DataItem[];
  readonly more?: (() => void) | undefined;
}): ReactElement {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<string | null>(null);
  const lines = useMemo(
    () =>
      linesOf(
        items.map(({ json }) => json),
        (path, depth) => opensByItself(path, depth) !== toggled.has(path),
      ),
    [items, toggled],
  );
  function toggle({ path }: Line): void {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    setToggled(next);
  }
  if (items.length === 0) return <p className={styles.nothing}>No items.</p>;
  return (
    <>
      <Window
        label={label}
        role="list"
        count={lines.length}
        rowHeight={ROW}
        onEnd={more}
        row={(index) => {
          const line = lines[index];
          return line && <LineRow line={line} onToggle={() => toggle(line)} onShow={setShown} />;
        }}
      />
      {shown !== null && (
        <textarea
          aria-label="The whole text"
          className={styles.whole}
          readOnly
          value={shown}
          onBlur={() => setShown(null)}
        />
      )}
    </>
  );
}

type LineRowProps = { readonly line: Line; readonly onToggle: () => void; readonly onShow: (text: string) => void };

function LineRow({ line, onToggle, onShow }: LineRowProps): ReactElement {
  const { depth, key, value, isOpen } = line;
  const indent = { paddingLeft: 8 + depth * 15 };
  const name = key !== null && <span className={styles.key}>{key}</span>;
  if (isOpen === null) {
    const text =
      typeof value === 'string'
        ? JSON.stringify(sampleText(value))
        : Array.isArray(value)
          ? '[]'
          : typeof value === 'object' && value
            ? '{}'
            : String(value);
    const isCut = typeof value === 'string' && value.length > 120;
    return (
      <div role="listitem" className={styles.line} style={{ paddingLeft: 24 + depth * 15 }}>
        {name}
        <bdi className={styles[`value_${typeof value}`] ?? styles.value}>{text}</bdi>
        {isCut && (
          <button type="button" className={styles.show} onClick={() => onShow(value)}>
            Show all {value.length.toLocaleString('en')} characters
          </button>
        )}
      </div>
    );
  }
  return (
    <div role="listitem" className={styles.lineHolder}>
      <button type="button" aria-expanded={isOpen} className={styles.line} style={indent} onClick={onToggle}>
        {isOpen ? <ChevronDown size={13} /> : <ChevronRight size={13} />}
        {name}
        <span className={styles.fieldType}>{sampleText(value)}</span>
      </button>
    </div>
  );
}
