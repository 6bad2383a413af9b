/** `$('Name')`, `$("Name")`, `$(`Name`)` and `$node["Name"]`, in any spacing. */
const REFERENCE =
  /(\$\(\s*|\$node\s*\[\s*)(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)(?=\s*[)\]])/g;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** All expressions in a value with the references to one node rewritten to another name. The same object if there is none. */
export function rewriteReferences<Value>(value: Value, from: string, to: string): Value {
  return rewrite(value as Json, from, to) as Value;
}

function rewrite(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return rewriteText(value, from, to);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const list = value.map((entry: Json) => rewrite(entry, from, to));
    return list.every((entry, index) => entry === value[index]) ? value : list;
  }
  const entries = Object.entries(value).map(([key, entry]) => [key, rewrite(entry, from, to), entry] as const);
  if (entries.every(([, after, before]) => after === before)) return value;
  return Object.fromEntries(entries.map(([key, after]) => [key, after]));
}

/** Only what stands in `{{ … }}`, or in code, calls nodes; a text that merely looks so keeps no braces, and code none at all. */
function rewriteText(text: string, from: string, to: string): string {
  if (!text.includes('$')) return text;
  return text.replaceAll(REFERENCE, (whole, opening: string, single?: string, double?: string, back?: string) => {
    const written = single ?? double ?? back ?? '';
    if (plainText(written) !== from) return whole;
    return `${opening}'${to.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  });
}

function plainText(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}
