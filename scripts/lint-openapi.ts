import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBundle } from './local/bundle.ts';
import { findFreePort } from './local/free-port.ts';
import { startProcesses } from './local/processes/processes.ts';
import { loadSecrets } from './local/secrets.ts';
import { makeSockets } from './local/workerd/sockets.ts';
import { ROOT } from './support/paths.ts';
import { runScript } from './support/run-script.ts';
import { StartError } from './support/start-error.ts';

/** The document that the Worker of the present sources serves; it needs no database for that. */
async function fetchDocument(dataDir: string): Promise<string> {
  const [bundle, secrets] = await Promise.all([loadBundle(dataDir), loadSecrets(dataDir)]);
  const sockets = await makeSockets(dataDir);
  const processes = await startProcesses({
    bundle,
    variables: {},
    secrets: { ...secrets, DATABASE_URL: 'postgresql://nobody@nowhere.invalid/none' },
    bridged: false,
    port: await findFreePort(),
    dataDir,
    sockets,
  });
  try {
    const response = await fetch(`${processes.url}/openapi.json`);
    if (!response.ok) throw new StartError(`GET /openapi.json answered ${response.status}.`);
    return await response.text();
  } finally {
    await processes.close();
    await sockets.remove();
  }
}

function lint(file: string): void {
  const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
  const args = [redocly, 'lint', '--config', join(ROOT, 'redocly.yaml'), file];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  if (status !== 0) throw new StartError('The OpenAPI document has faults.');
}

/** Lints the OpenAPI document with redocly. */
await runScript(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linkflow-openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    await writeFile(file, await fetchDocument(folder));
    lint(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
