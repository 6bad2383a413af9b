/** One field of a list of items: where it is, of which types its values are, and one of them. */
export type ShapeRow = {
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly depth: number;
  readonly type: string;
  readonly sample: string;
};

/** So many items are looked at; others have the same shape as a rule. */
const LOOKED_AT = 200;
const MOST_ROWS = 2000;
const DEEPEST = 8;

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'object' : typeof value;
}

const SAMPLE_LENGTH = 120;

/** A value in one line, cut where it gets long. */
export function sampleText(value: unknown): string {
  if (typeof value === 'string') return value.length > SAMPLE_LENGTH ? `${value.slice(0, SAMPLE_LENGTH)}…` : value;
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return `${keys.length} ${keys.length === 1 ? 'field' : 'fields'}`;
  }
  return String(value);
}

type Walk = { readonly rows: ShapeRow[] };

/** The entries of a value; of a list the first one, which shows what its entries are. */
function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.length > 0 ? [[0, value[0]]] : [];
  return Object.entries(value);
}

/** What stands under each key, in all values together. */
function gather(values: readonly unknown[]): ReadonlyMap<string | number, readonly unknown[]> {
  const found = new Map<string | number, unknown[]>();
  for (const [key, entry] of values.flatMap(childrenOf)) {
    const known = found.get(key);
    if (known) known.push(entry);
    else if (found.size < MOST_ROWS) found.set(key, [entry]);
  }
  return found;
}

function walk(values: readonly unknown[], path: readonly (string | number)[], into: Walk): void {
  if (path.length >= DEEPEST) return;
  for (const [key, found] of gather(values)) {
    if (into.rows.length >= MOST_ROWS) return;
    const sample = found.find((value) => value !== null && value !== '') ?? found[0];
    const here = [...path, key];
    into.rows.push({
      path: here,
      name: String(key),
      depth: path.length,
      type: [...new Set(found.map(typeName))].join(' or '),
      sample: sampleText(sample),
    });
    walk(found, here, into);
  }
}

/** The fields of all items together, in the order in which they were met. */
export function shapeOf(items: readonly unknown[]): readonly ShapeRow[] {
  const into: Walk = { rows: [] };
  walk(items.slice(0, LOOKED_AT), [], into);
  return into.rows;
}

const PLAIN = /^[A-Za-z_$][\w$]*$/;

/** What calls a field in an expression: `$json.customer["first name"][0]`. */
export function expressionFor(root: string, path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : PLAIN.test(key)
          ? `${text}.${key}`
          : `${text}[${JSON.stringify(key)}]`,
    root,
  );
}
