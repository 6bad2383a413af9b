import { type ReactElement, useMemo } from 'react';
import type { DataItem } from '../../lib/data/items.ts';
import { sampleText } from '../../lib/data/shape.ts';
import { classNames } from '../class-names.ts';
import styles from './data.module.css';
import { Window } from './window.tsx';

const ROW = 32;
const COLUMN = 150;
const LOOKED_AT = 200;
const MOST_COLUMNS = 40;

function columnsOf(items: readonly DataItem[]): readonly string[] {
  const names = new Set<string>();
  for (const { json } of items.slice(0, LOOKED_AT)) {
    for (const name of Object.keys(json)) {
      names.add(name);
      if (names.size === MOST_COLUMNS) return [...names];
    }
  }
  return [...names];
}

type TableViewProps = {
  readonly label: string;
  readonly items: readonly DataItem[];
  readonly more?: (() => void) | undefined;
  readonly chosen?: number | undefined;
  readonly onChoose?: ((index: number) => void) | undefined;
};

export function TableView({ label, items, more, chosen, onChoose }: TableViewProps): ReactElement {
  const columns = useMemo(() => columnsOf(items), [items]);
  if (items.length === 0) return <p className={styles.nothing}>No items.</p>;
  const grid = {
    gridTemplateColumns: `52px repeat(${columns.length}, minmax(${COLUMN}px, 1fr))`,
    minWidth: 52 + columns.length * COLUMN,
  };
  return (
    <Window
      label={label}
      role="table"
      count={items.length}
      rowHeight={ROW}
      onEnd={more}
      minWidth={grid.minWidth}
      head={
        <div className={styles.tableHead} role="rowgroup" style={{ minWidth: grid.minWidth }}>
          <div className={styles.tableRow} role="row" style={grid}>
            <span role="columnheader">#</span>
            {columns.map((name) => (
              <span key={name} role="columnheader">
                <bdi>{name}</bdi>
              </span>
            ))}
          </div>
        </div>
      }
      row={(index) => (
        <div
          role="row"
          aria-rowindex={index + 2}
          className={classNames(styles.tableRow, chosen === index && styles.chosen)}
          style={grid}
        >
          <span role="cell">
            {onChoose ? (
              <button type="button" aria-label={`Preview with item ${index}`} onClick={() => onChoose(index)}>
                {index}
              </button>
            ) : (
              index
            )}
          </span>
          {columns.map((name) => (
            <span key={name} role="cell">
              <bdi>{items[index] && name in items[index].json ? sampleText(items[index].json[name]) : ''}</bdi>
            </span>
          ))}
        </div>
      )}
    />
  );
}
