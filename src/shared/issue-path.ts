/** The path of an issue of Zod, as JSON has it. */
export function issuePath({ path }: { readonly path: readonly PropertyKey[] }): (string | number)[] {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}
