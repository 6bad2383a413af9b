import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PERMISSIONS_PAGE, renderPermissions } from './permissions/render-permissions.ts';
import { writeApiTypes } from './support/api-types.ts';
import { fetchDocument } from './support/openapi-document.ts';
import { ROOT } from './support/paths.ts';
import { runScript } from './support/run-script.ts';
import { StartError } from './support/start-error.ts';

function lint(file: string): void {
  const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
  const args = [redocly, 'lint', '--config', join(ROOT, 'redocly.yaml'), file];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  if (status !== 0) throw new StartError('The OpenAPI document has faults.');
}

/** The table of permissions in the documentation says what the routes ask for. */
async function comparePermissions(document: string): Promise<void> {
  const page = await readFile(join(ROOT, PERMISSIONS_PAGE), 'utf8');
  if (page === renderPermissions(JSON.parse(document))) return;
  throw new StartError(`${PERMISSIONS_PAGE} is out of date: npm run document:permissions writes it anew.`);
}

/** The pages ask the API as it is: their types of it are made of the document, and they have to fit. */
async function checkPages(document: string): Promise<void> {
  await writeApiTypes(document);
  const compiler = join(ROOT, 'node_modules/typescript-native/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(ROOT, 'web')], { stdio: 'inherit' });
  if (status !== 0) throw new StartError('The pages do not fit the API.');
}

/** Lints the OpenAPI document with redocly, and compares it with what is written of it and made for it. */
await runScript(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linkflow-openapi-'));
  try {
    const document = await fetchDocument(folder);
    const file = join(folder, 'openapi.json');
    await writeFile(file, document);
    lint(file);
    await comparePermissions(document);
    await checkPages(document);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
