import { describe, expect, it } from 'vitest';
import { describeNodes } from '../../src/nodes/describe-nodes.ts';
import { PRESENTED_TYPES } from '../../src/nodes/presentation/all-presentations.ts';
import { WIDGETS } from '../../src/nodes/presentation/widgets.ts';
import { NODE_DEFINITIONS } from '../../src/nodes/registry.ts';

const TYPES = NODE_DEFINITIONS.map(({ type }) => type);
const described = new Map(describeNodes().map((one) => [one.type, one]));

type Found = { readonly path: string; readonly field: Record<string, unknown>; readonly beside: ReadonlySet<string> };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Every field of a schema with its path, its shapes, and the names beside it. */
function fieldsOf(schema: unknown, path = ''): Found[] {
  if (!isObject(schema)) return [];
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  const beside = new Set(properties.map(([name]) => name));
  const shapes = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => [schema[keyword] ?? []].flat());
  return [
    ...properties.flatMap(([name, field]) => {
      const own = path === '' ? name : `${path}.${name}`;
      return [{ path: own, field: isObject(field) ? field : {}, beside }, ...fieldsOf(field, own)];
    }),
    ...fieldsOf(schema.items, `${path}[]`),
    ...shapes.flatMap((shape) => fieldsOf(shape, path)),
  ];
}

describe('the presentation of node types', () => {
  it('is there for each type, and for no other', () => {
    expect(PRESENTED_TYPES.toSorted()).toEqual(TYPES.toSorted());
    expect(Object.keys(WIDGETS).filter((type) => !TYPES.includes(type))).toEqual([]);
  });

  it.each(TYPES)('of %s has an icon, words to find it by, and its place', (type) => {
    const { icon, keywords, order } = described.get(type) ?? {};
    expect(icon).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(keywords?.length).toBeGreaterThan(1);
    expect(keywords).toEqual(keywords?.map((word) => word.toLowerCase()));
    expect(new Set(keywords).size).toBe(keywords?.length);
    expect(order).toBe(TYPES.indexOf(type));
  });

  it('tells the fields that are taken verbatim', () => {
    expect(described.get('action.code')?.verbatim).toEqual(['code']);
    expect(described.get('trigger.webhook')?.verbatim).toEqual(['only_if', 'deduplication']);
  });

  const hints = Object.entries(WIDGETS).flatMap(([type, widgets]) =>
    Object.entries(widgets).map(([path, widget]) => ({ type, path, widget })),
  );

  it.each(hints)('$type has the field $path, and shows it as it says', ({ type, path, widget }) => {
    const places = fieldsOf(described.get(type)?.config_schema).filter((one) => one.path === path);
    expect(places.length).toBeGreaterThan(0);
    for (const { field } of places) {
      expect([field['x-widget'], field['x-language'], field['x-show-if']]).toEqual([
        widget.widget,
        widget.language,
        widget.show_if,
      ]);
    }
  });

  it.each(hints.filter(({ widget }) => widget.show_if !== undefined))(
    '$type shows $path by values that a field beside it has',
    ({ type, path, widget: { show_if } }) => {
      const fields = fieldsOf(described.get(type)?.config_schema);
      const [place] = fields.filter((one) => one.path === path);
      expect(place?.beside).toContain(show_if?.field);
      const deciding = fields
        .filter((one) => one.path === show_if?.field)
        .flatMap(({ field }) => field.enum ?? field.const);
      expect(deciding).toEqual(expect.arrayContaining([...(show_if?.is ?? [])]));
    },
  );
});
