import { loadBundle } from '../local/bundle.ts';
import { findFreePort } from '../local/free-port.ts';
import { PAGES_FOLDER } from '../local/pages.ts';
import { startProcesses } from '../local/processes/processes.ts';
import { loadSecrets } from '../local/secrets.ts';
import { makeSockets } from '../local/workerd/sockets.ts';
import { StartError } from './start-error.ts';

/** The document that the Worker of the present sources serves; it needs no database for that. */
export async function fetchDocument(dataDir: string): Promise<string> {
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
    pages: PAGES_FOLDER,
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
