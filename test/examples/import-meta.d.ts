/** What Vite offers beside the standard: the files that match a pattern, loaded, and files as they stand. */
interface ImportMeta {
  glob(pattern: string, options: { readonly eager: true; readonly import: 'default' }): Record<string, unknown>;
}

declare module '*.tsx?raw' {
  const text: string;
  export default text;
}

declare module '*.md?raw' {
  const text: string;
  export default text;
}
