import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from '../support/paths.ts';
import { errorText, StartError } from '../support/start-error.ts';
import { PAGES_FOLDER } from './pages.ts';
import { hashSources, WORKER_SOURCES } from './source-hash.ts';
import { readUploadForm } from './upload-form.ts';

const CONFIG = join(ROOT, 'wrangler.toml');

const moduleSchema = z.object({
  type: z.enum(['ESModule', 'CommonJS', 'Text', 'Data', 'CompiledWasm']),
  path: z.string(),
});

const consumerSchema = z.object({
  queue: z.string(),
  max_batch_size: z.int().optional(),
  max_retries: z.int().optional(),
  dead_letter_queue: z.string().optional(),
});

/** What wrangler.toml says of the Worker. */
const configSchema = z.object({
  name: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
  vars: z.record(z.string(), z.string()),
  triggers: z.object({ crons: z.array(z.string()) }),
  durable_objects: z.object({ bindings: z.array(z.object({ name: z.string(), class_name: z.string() })) }),
  queues: z.object({
    producers: z.tuple([z.object({ binding: z.string(), queue: z.string() })]),
    consumers: z.array(consumerSchema),
  }),
});

/** What stands in the manifest of a bundle. */
export const manifestSchema = z.object({ hash: z.string(), config: configSchema, modules: z.array(moduleSchema) });

/** The Worker as `wrangler deploy` would upload it, and what wrangler.toml says about it. `modules` are files in `folder`. */
export type Bundle = z.infer<typeof manifestSchema> & { readonly folder: string };

/** The bundle of the sources that `npm ci` found. Who starts takes a copy: it may be built anew while he runs. */
const BUILT = join(ROOT, 'dist/worker');

/** Makes the bundle that all who start take a copy of, unless it is of the present sources. */
export async function buildWorker(): Promise<void> {
  const hash = await hashSources(ROOT, WORKER_SOURCES);
  if ((await readManifest(BUILT))?.hash !== hash) await build(BUILT, hash);
}

/** Gives the bundle of the present sources; makes it when there is none yet, which `onBuild` is told. */
export async function loadBundle(dataDir: string, onBuild = () => {}): Promise<Bundle> {
  const folder = join(dataDir, 'bundle');
  const hash = await hashSources(ROOT, WORKER_SOURCES);
  const cached = await readManifest(folder);
  if (cached?.hash === hash) return { ...cached, folder };
  const built = await readManifest(BUILT);
  if (built?.hash === hash) {
    await replaceFolder(folder, (fresh) => cp(BUILT, fresh, { recursive: true }));
    return { ...built, folder };
  }
  onBuild();
  return { ...(await build(folder, hash)), folder };
}

/** A manifest that is missing or from another version of this script is as good as none. */
async function readManifest(folder: string): Promise<z.infer<typeof manifestSchema> | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  } catch {
    return null;
  }
}

/** A folder is there as a whole or not at all. */
async function replaceFolder<Made>(folder: string, make: (fresh: string) => Promise<Made>): Promise<Made> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const made = await make(fresh);
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  return made;
}

async function build(folder: string, hash: string): Promise<z.infer<typeof manifestSchema>> {
  await mkdir(PAGES_FOLDER, { recursive: true });
  return replaceFolder(folder, async (fresh) => {
    const [config, modules] = await Promise.all([readConfig(), bundleModules(fresh)]);
    const manifest = { hash, config, modules };
    await writeFile(join(fresh, 'manifest.json'), JSON.stringify(manifest));
    return manifest;
  });
}

async function readConfig(): Promise<z.infer<typeof configSchema>> {
  const { unstable_readConfig } = await import('wrangler');
  return configSchema.parse(unstable_readConfig({ config: CONFIG }));
}

async function bundleModules(folder: string): Promise<z.infer<typeof moduleSchema>[]> {
  const form = join(folder, 'upload.form');
  await runWrangler(form);
  const modules = await readUploadForm(form);
  await Promise.all(modules.map(({ name, contents }) => writeFile(join(folder, name), contents)));
  await rm(form);
  return modules.map(({ name, type }) => ({ type, path: name }));
}

async function runWrangler(outfile: string): Promise<void> {
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin', 'wrangler.js');
  const args = [
    wrangler,
    'deploy',
    '--dry-run',
    '--upload-source-maps=false',
    '--config',
    CONFIG,
    '--outfile',
    outfile,
  ];
  const env = { ...process.env, WRANGLER_HIDE_BANNER: 'true', WRANGLER_SEND_METRICS: 'false', FORCE_COLOR: '0' };
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : errorText(error);
    throw new StartError(`The Worker cannot be bundled.\n${output}`, error);
  }
}
