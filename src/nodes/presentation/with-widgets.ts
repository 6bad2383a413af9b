import type { Widget, Widgets } from './widgets.ts';

/** A JSON Schema, or a part of one. */
export type Schema = { readonly [keyword: string]: unknown };

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keywords that tell a form how to show the field. */
function keywordsOf({ widget, language, options, show_if }: Widget): Schema {
  return {
    ...(widget === undefined ? {} : { 'x-widget': widget }),
    ...(language === undefined ? {} : { 'x-language': language }),
    ...(options === undefined ? {} : { 'x-options': true }),
    ...(show_if === undefined ? {} : { 'x-show-if': show_if }),
  };
}

/** Each value of a keyword that holds schemas by name, or in a list. */
function mapAll(value: unknown, each: (schema: Schema, name: string) => Schema): unknown {
  if (Array.isArray(value)) return value.map((one) => (isSchema(one) ? each(one, '') : one));
  if (!isSchema(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, isSchema(one) ? each(one, name) : one]));
}

function at(schema: Schema, path: string, widgets: Widgets): Schema {
  const widget = widgets[path];
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (keyword === 'properties') {
      return [keyword, mapAll(value, (one, name) => at(one, path === '' ? name : `${path}.${name}`, widgets))];
    }
    if (keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'allOf') {
      return [keyword, mapAll(value, (one) => inside(one, path, widgets))];
    }
    return [keyword, keyword === 'items' && isSchema(value) ? at(value, `${path}[]`, widgets) : value];
  });
  return { ...Object.fromEntries(entries), ...(widget === undefined ? {} : keywordsOf(widget)) };
}

/** One of several shapes of a field: the field itself has the keywords. */
function inside(schema: Schema, path: string, widgets: Widgets): Schema {
  const { [path]: _, ...further } = widgets;
  return at(schema, path, further);
}

/** The schema of a config in which the fields tell how a form shows them: `x-widget`, `x-language`, `x-options`, `x-show-if`. */
export function withWidgets(schema: Schema, widgets: Widgets): Schema {
  return at(schema, '', widgets);
}
