import { Braces, ListTree, Search, Table2 } from 'lucide-react';
import { type ReactElement, useDeferredValue, useMemo, useState } from 'react';
import type { DataItem } from '../../lib/data/items.ts';
import { IconButton } from '../button/button.tsx';
import styles from './data.module.css';
import { filterItems } from './filter-items.ts';
import { JsonView } from './json-view.tsx';
import { SchemaView } from './schema-view.tsx';
import { TableView } from './table-view.tsx';

type View = 'schema' | 'table' | 'json';

type ItemsViewProps = {
  readonly label: string;
  readonly items: readonly DataItem[];
  /** What calls an item in an expression, where its fields can be dragged into a config. */
  readonly root?: string | undefined;
  readonly chosen?: number | undefined;
  readonly onChoose?: ((index: number) => void) | undefined;
};

const VIEWS = [
  { view: 'schema', label: 'Schema', icon: <ListTree size={15} /> },
  { view: 'table', label: 'Table', icon: <Table2 size={15} /> },
  { view: 'json', label: 'JSON', icon: <Braces size={15} /> },
] as const;

/** Items, as fields, as a table or as JSON; searched, and drawn only as far as they are seen. */
export function ItemsView({ label, items, root, chosen, onChoose }: ItemsViewProps): ReactElement {
  const [view, setView] = useState<View>('schema');
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const found = useMemo(() => filterItems(items, wanted), [items, wanted]);
  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        <div role="toolbar" aria-label={`How ${label} is shown`} className={styles.views}>
          {VIEWS.map((one) => (
            <IconButton key={one.view} label={one.label} pressed={view === one.view} onClick={() => setView(one.view)}>
              {one.icon}
            </IconButton>
          ))}
        </div>
        <label className={styles.search}>
          <Search size={14} aria-hidden="true" />
          <input
            type="search"
            aria-label={`Search ${label}`}
            placeholder="Search"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <span className={styles.total}>
          {wanted && `${found.length.toLocaleString('en')} of `}
          {items.length.toLocaleString('en')} {items.length === 1 ? 'item' : 'items'}
        </span>
      </div>
      {view === 'schema' && <SchemaView label={label} items={found} root={root} />}
      {view === 'table' && <TableView label={label} items={found} chosen={chosen} onChoose={onChoose} />}
      {view === 'json' && <JsonView label={label} items={found} />}
    </div>
  );
}
