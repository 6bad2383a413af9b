import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';
import { type Bundle, manifestSchema } from '../local/bundle.ts';

/** What a module holds: text as it is, anything else in Base64. */
const ENCODINGS = { ESModule: 'utf8', CommonJS: 'utf8', Text: 'utf8', Data: 'base64', CompiledWasm: 'base64' } as const;

const packedSchema = z.object({
  /** The number of the last migration that it knows. */
  migrations: z.int(),
  manifest: manifestSchema,
  /** The contents of the modules of the manifest, in its order. */
  contents: z.array(z.string()),
});

/** A longer text, in UTF-16 units, is a part of the API documentation's reader, which nobody opens here: it is kept empty. */
const LONGEST_TEXT = 100_000;

async function contentsOf(folder: string, { path, type }: Bundle['modules'][number]): Promise<string> {
  const contents = await readFile(join(folder, path), ENCODINGS[type]);
  return type === 'Text' && contents.length > LONGEST_TEXT ? '' : contents;
}

/** Writes a bundle into one file that `unpackBundle` reads. */
export async function packBundle(bundle: Bundle, migrations: number, file: string): Promise<void> {
  const { folder, ...manifest } = bundle;
  const contents = await Promise.all(manifest.modules.map((module) => contentsOf(folder, module)));
  const text = JSON.stringify({ migrations, manifest, contents });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  await writeFile(file, await promisify(brotliCompress)(text, { params }));
}

/** Lays a packed bundle out in a folder, and gives it with the number of the last migration that it knows. */
export async function unpackBundle(
  file: string,
  folder: string,
): Promise<{ readonly bundle: Bundle; readonly migrations: number }> {
  const text = await promisify(brotliDecompress)(await readFile(file));
  const { migrations, manifest, contents } = packedSchema.parse(JSON.parse(text.toString('utf8')));
  await mkdir(folder, { recursive: true });
  await Promise.all(
    manifest.modules.map(({ path, type }, index) =>
      writeFile(join(folder, path), contents[index] ?? '', ENCODINGS[type]),
    ),
  );
  return { bundle: { ...manifest, folder }, migrations };
}
