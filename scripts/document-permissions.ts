import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PERMISSIONS_PAGE, renderPermissions } from './permissions/render-permissions.ts';
import { fetchDocument } from './support/openapi-document.ts';
import { ROOT } from './support/paths.ts';
import { runScript } from './support/run-script.ts';

/** Writes the page about permissions from the sources. */
await runScript(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linkflow-openapi-'));
  try {
    await writeFile(join(ROOT, PERMISSIONS_PAGE), renderPermissions(JSON.parse(await fetchDocument(folder))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
