import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '../dialog/dialog.tsx';
import styles from './palette.module.css';
import { type PaletteEntry, searchEntries } from './search-entries.ts';

export type { PaletteEntry };

type PaletteProps = {
  readonly title: string;
  readonly placeholder: string;
  readonly entries: readonly PaletteEntry[];
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  readonly nothing?: string;
  /** Hears what is typed, for whoever has to ask for entries. */
  readonly onType?: (text: string) => void;
};

const MOST_SHOWN = 200;

/** A search field over a list: arrow keys move, Enter chooses, Esc closes. */
export function Palette({
  title,
  placeholder,
  entries,
  onChoose,
  onClose,
  nothing = 'Nothing fits.',
  onType,
}: PaletteProps): ReactElement {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => searchEntries(entries, text).slice(0, MOST_SHOWN), [entries, text]);
  const current = found[Math.min(at, found.length - 1)];

  function move(to: number): void {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onChoose(current.id);
    }
  }

  return (
    <Dialog title={title} onClose={onClose} bare>
      <div className={styles.head}>
        <Search size={18} aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={current ? `${id}-${found.indexOf(current)}` : undefined}
          aria-label={title}
          placeholder={placeholder}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            onType?.(event.target.value);
            move(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div
        ref={list}
        id={id}
        hidden={found.length === 0}
        role="listbox"
        aria-label={title}
        className={styles.list}
        tabIndex={-1}
      >
        {found.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {entry.group !== undefined && entry.group !== found[index - 1]?.group && (
              <div className={styles.group} role="presentation">
                {entry.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which names the active option. */}
            <div
              id={`${id}-${index}`}
              data-at={index}
              role="option"
              tabIndex={-1}
              aria-selected={entry === current}
              className={styles.option}
              onPointerMove={() => at !== index && setAt(index)}
              onClick={() => onChoose(entry.id)}
            >
              {entry.icon && <span className={styles.icon}>{entry.icon}</span>}
              <span className={styles.texts}>
                <bdi className={styles.label}>{entry.label}</bdi>
                {entry.detail && <bdi className={styles.detail}>{entry.detail}</bdi>}
              </span>
              {entry.keys && <kbd>{entry.keys}</kbd>}
            </div>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p role="status" className={styles.nothing}>
          {nothing}
        </p>
      )}
    </Dialog>
  );
}
