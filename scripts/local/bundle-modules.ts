import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

/**
 * How workerd loads a file, by wrangler's default rules and those of wrangler.toml: all code is in the entry, so another
 * script is one that the Worker serves. What isn't listed (source maps …) stays outside.
 */
const TYPES = {
  '.js': 'Text',
  '.css': 'Text',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
  '.bin': 'Data',
  '.wasm': 'CompiledWasm',
} as const;

export type BundleModule = {
  readonly type: 'ESModule' | (typeof TYPES)[keyof typeof TYPES];
  readonly path: string;
};

/** The modules of a bundle, the entry first. */
export async function listModules(folder: string, entry: string): Promise<BundleModule[]> {
  const files = (await readdir(folder)).filter((file) => file !== entry);
  const others = files.flatMap((file) => {
    const type = Object.entries(TYPES).find(([extension]) => extension === extname(file))?.[1];
    return type === undefined ? [] : [{ type, path: join(folder, file) }];
  });
  return [{ type: 'ESModule', path: join(folder, entry) }, ...others];
}
