import type { Operation } from '../support/operations.ts';

/** A path of the operation: the values that are given, ids of nothing, and whatever fits for the rest. */
export function pathOf({ path, parameters }: Operation, values: { readonly [name: string]: string }): string {
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const schema = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.schema;
    return values[name] ?? placeholder(schema?.type, schema?.format);
  });
}

function placeholder(type: unknown, format: unknown): string {
  if (format === 'uuid') return crypto.randomUUID();
  return type === 'integer' || type === 'number' ? '1' : 'nothing';
}

/** The required headers of the operation, beside those that say who asks. */
export function headersOf({ parameters }: Operation): { readonly [name: string]: string } {
  return parameters.some((parameter) => parameter.in === 'header' && parameter.name === 'if-match')
    ? { 'if-match': '"r1"' }
    : {};
}

/** Whether it does something without being told what: it needs no body, and its path names nothing below the workspace. */
export function actsAtOnce({ method, needsBody, parameters }: Operation): boolean {
  if (method === 'GET' || needsBody) return false;
  return parameters.every((parameter) => parameter.in !== 'path' || parameter.name === 'workspace_id');
}
