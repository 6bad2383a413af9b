import { Braces, ListTree, Search, Table2 } from 'lucide-react';
import { type ReactElement, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { DataItem } from '../../lib/data/items.ts';
import type { ItemList } from '../../lib/data/use-items.ts';
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
  /** Where there are more than `items`: how they are read and searched, and how many there are, if that is known. */
  readonly list?: (ItemList & { readonly total: number | null }) | null | undefined;
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

/** So long nobody types before the server is asked. */
const TYPING_MS = 120;

type Shown = {
  readonly items: readonly DataItem[];
  readonly more: (() => void) | undefined;
  readonly isWhole: boolean;
};

/** What is to be seen: where not all is read yet, at once what is found in the part that is, then what the server finds in all. */
function useShown({ items, list }: Pick<ItemsViewProps, 'items' | 'list'>, wanted: string): Shown {
  const text = wanted.trim();
  const more = list?.more ?? undefined;
  const search = more && list?.search;
  useEffect(() => {
    if (!search) return;
    const timer = setTimeout(() => search(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [search, text]);
  const here = useMemo(() => filterItems(items, text), [items, text]);
  if (text === '' || !more) return { items: here, more, isWhole: !more };
  const found = list?.found?.text === text ? list.found : null;
  return found
    ? { items: found.items, more: found.more ?? undefined, isWhole: found.more === null }
    : { items: here, more: undefined, isWhole: false };
}

/** Items, as fields, as a table or as JSON; searched, and drawn only as far as they are seen. */
export function ItemsView({ label, items, list, root, chosen, onChoose }: ItemsViewProps): ReactElement {
  const [view, setView] = useState<View>('schema');
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const { items: found, more, isWhole } = useShown({ items, list }, wanted);
  const total = list?.total ?? items.length;
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
          {wanted && `${found.length.toLocaleString('en')}${isWhole ? '' : '+'} of `}
          {total.toLocaleString('en')} {total === 1 ? 'item' : 'items'}
        </span>
      </div>
      {view === 'schema' && <SchemaView label={label} items={found} root={root} />}
      {view === 'table' && <TableView label={label} items={found} more={more} chosen={chosen} onChoose={onChoose} />}
      {view === 'json' && <JsonView label={label} items={found} more={more} />}
    </div>
  );
}
