import { GripVertical } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import type { DataItem } from '../../lib/data/items.ts';
import { expressionFor, type ShapeRow, shapeOf } from '../../lib/data/shape.ts';
import { insertText } from '../schema-form/last-field.ts';
import styles from './data.module.css';
import { Window } from './window.tsx';

const ROW = 30;

type SchemaViewProps = {
  readonly label: string;
  readonly items: readonly DataItem[];
  readonly root?: string | undefined;
};

/** The fields of all items, to be dragged into a config or, by Enter, put into the field that had the focus. */
export function SchemaView({ label, items, root }: SchemaViewProps): ReactElement {
  const rows = useMemo(() => shapeOf(items.map(({ json }) => json)), [items]);
  if (rows.length === 0)
    return <p className={styles.nothing}>{items.length === 0 ? 'No items.' : 'The items are empty.'}</p>;
  return (
    <Window
      label={`Fields of ${label}`}
      role="list"
      count={rows.length}
      rowHeight={ROW}
      row={(index) => {
        const row = rows[index];
        return row && <FieldRow row={row} root={root} />;
      }}
    />
  );
}

function FieldRow({ row, root }: { readonly row: ShapeRow; readonly root: string | undefined }): ReactElement {
  const texts = (
    <>
      <span className={styles.fieldName}>{row.name}</span>
      <span className={styles.fieldType}>{row.type}</span>
      <bdi className={styles.fieldSample}>{row.sample}</bdi>
    </>
  );
  const indent = { paddingLeft: 10 + row.depth * 16 };
  if (root === undefined) {
    return (
      <div role="listitem" className={styles.field} style={indent}>
        {texts}
      </div>
    );
  }
  const expression = `{{ ${expressionFor(root, row.path)} }}`;
  return (
    <div role="listitem" className={styles.fieldHolder}>
      <button
        type="button"
        draggable
        className={styles.field}
        style={indent}
        title={`Drag into a field: ${expression}`}
        onDragStart={(event) => event.dataTransfer.setData('text/plain', expression)}
        onMouseDown={(event) => event.stopPropagation()}
        onClick={() => insertText(expression)}
      >
        <GripVertical size={13} className={styles.grip} aria-hidden="true" />
        {texts}
      </button>
    </div>
  );
}
