import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../scripts/local/data-lock.ts';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { startScript } from './running-script.ts';

let dataDir = '';
let port = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linkflow-start-'));
  port = await findFreePort();
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function runToEnd(script: string, environment: { readonly [name: string]: string } = {}) {
  const started = startScript(script, { LINKFLOW_DATA: dataDir, PORT: String(port), ...environment });
  return { code: await started.ended, stderr: started.output.stderr };
}

describe('npm start', () => {
  it.each([
    ['a port that is no number', { PORT: 'abc' }, 'PORT must be a number.'],
    ['a port out of range', { PORT: '70000' }, 'PORT must be at most 65535.'],
    ['a tick of no length', { TICK_SECONDS: '0' }, 'TICK_SECONDS must be at least 0.1.'],
    [
      'a DATABASE_URL that is none',
      { DATABASE_URL: 'mysql://user:secret@host/db' },
      'DATABASE_URL is not of the form postgres://user:password@host/database.',
    ],
    [
      'a database that nobody runs',
      { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/db' },
      'The database at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    ],
  ])('ends with one line for %s', async (_, environment, line) => {
    expect(await runToEnd('start.ts', environment)).toEqual({ code: 1, stderr: `linkflow: ${line}\n` });
  });

  it('ends with one line when the port is in use', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const stderr = `linkflow: Port ${port} is in use. Set PORT to another one.\n`;
    expect(await runToEnd('start.ts')).toEqual({ code: 1, stderr });
    other.close();
  });

  it('ends with one line when another one runs on the same data', async () => {
    const unlock = lockDataDir(dataDir);
    const stderr = `linkflow: Another LinkFlow is running on ${dataDir}. Stop it, or set LINKFLOW_DATA to another folder.\n`;
    expect(await runToEnd('start.ts')).toEqual({ code: 1, stderr });
    unlock();
  });

  it('ends with one line when the secrets are damaged, and leaves them alone', async () => {
    await writeFile(join(dataDir, 'secrets.json'), '{');
    const { code, stderr } = await runToEnd('start.ts');
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toContain('secrets.json is damaged.');
  });
});

describe('npm run migrate', () => {
  it('ends with one line without DATABASE_URL', async () => {
    const stderr = 'linkflow: Set DATABASE_URL to the database that should be migrated.\n';
    expect(await runToEnd('migrate.ts')).toEqual({ code: 1, stderr });
  });
});
