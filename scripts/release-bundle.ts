import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadMigrations } from './database/migrations.ts';
import { loadBundle } from './local/bundle.ts';
import { packBundle } from './release/packed-bundle.ts';
import { MIGRATIONS, RELEASES, ROOT } from './support/paths.ts';
import { runScript } from './support/run-script.ts';

const packageSchema = z.object({ version: z.string() });

/** `npm run release:bundle`: keeps the Worker of the present sources, in place of the one before, as the release that the next has to get on with. */
await runScript(async () => {
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const folder = await mkdtemp(join(tmpdir(), 'linkflow-release-'));
  const file = join(RELEASES, `${version}.bundle.br`);
  try {
    await rm(RELEASES, { recursive: true, force: true });
    await mkdir(RELEASES);
    await packBundle(await loadBundle(folder), (await loadMigrations(MIGRATIONS)).length, file);
    console.log(`${file}: ${Math.round((await stat(file)).size / 1024)} KiB`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
