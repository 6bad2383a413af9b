import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { ROOT } from '../../scripts/support/paths.ts';
import { isAlive, startScript } from '../scripts/running-script.ts';
import { type Server, startServer } from './support/server.ts';
import { readTour, readTourWorkflow } from './support/tour.ts';

let dataDir: string;
let port: number;
let server: Server;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linkflow-tour-'));
  port = await findFreePort();
  server = await startServer({ dataDir, port });
});

afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

describe('npm run demo', () => {
  it('draws how a push went through, tells the repeated delivery and refuses the forged one', async () => {
    const demo = startScript('demo.ts', { PORT: String(port) });

    expect(await demo.ended).toBe(0);
    expect(demo.output.stdout).toMatch(/200 \{"announced":"post-1"\}/);
    expect(demo.output.stdout).toMatch(/└─ announce +action\.http +completed +\d+ ms +main \{"id":"post-1"\}/);
    expect(demo.output.stdout).toMatch(/false: ignored +action\.respond +skipped/);
    expect(demo.output.stdout).toMatch(
      /200 \(linkflow-duplicate: true\) \{"announced":"post-1"\}\n +Posts to the chat: 1/,
    );
    expect(demo.output.stdout).toMatch(/401 .*webhooks\.invalid_signature/);
  });

  it('says in one line that no server answers', async () => {
    const demo = startScript('demo.ts', { PORT: String(await findFreePort()) });

    expect(await demo.ended).toBe(1);
    expect(demo.output).toEqual({
      stdout: '',
      stderr: expect.stringMatching(/^linkflow: No LinkFlow answers at .*\n$/),
    });
  });
});

const curl = await promisify(execFile)('curl', ['--version']).catch(() => null);

describe.skipIf(curl === null)("the README's tour", () => {
  it('goes from a new account to the history of an execution', async () => {
    const chatPort = await findFreePort();
    const workflowFile = join(dataDir, 'workflow.json');
    await writeFile(workflowFile, await readTourWorkflow(chatPort));
    const tour = await readTour({ url: server.url, chatPort, workflowFile });
    const script = `trap 'kill $(jobs -p)' EXIT\n${tour.replace('kill %1', '')}`;
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], { cwd: ROOT, timeout: 30_000 });

    expect(stdout).toMatch(/^active\n\{"announced":"post-1"\}\n.*\ncompleted\n/);
    expect(stdout).toContain("'announced completed'");
  });
});

describe('Ctrl-C', () => {
  it('ends the server and all that it has started', async () => {
    const workerd = await server.workerdPid();
    // A terminal sends the signal to everything in the foreground.
    process.kill(workerd, 'SIGINT');
    server.process.kill('SIGINT');

    expect(await server.ended).toBe(0);
    expect([isAlive(workerd), server.output.stderr]).toEqual([false, '']);
  });
});
