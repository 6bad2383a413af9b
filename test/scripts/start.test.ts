import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../scripts/local/free-port.ts';
import { eventually, isAlive, type RunningScript, startScript } from './running-script.ts';

let dataDir = '';
let port = 0;
let running: RunningScript;

async function isHealthy(): Promise<boolean> {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}/health/ready`, { headers: { connection: 'close' } });
    return status === 200;
  } catch {
    return false;
  }
}

async function start(): Promise<void> {
  running = startScript('start.ts', { LINKFLOW_DATA: dataDir, PORT: String(port), TICK_SECONDS: '1' });
  await eventually('healthy', () => {
    if (running.process.exitCode !== null) throw new Error(running.output.stderr);
    return isHealthy();
  });
  await eventually('its last line', () => running.output.stdout.includes('Ctrl-C stops it.'));
}

async function workerdPid(): Promise<number> {
  return Number(await readFile(join(dataDir, 'processes/front.pid'), 'utf8'));
}

function register(): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: 'a@example.com',
      password: 'correct horse battery',
      first_name: 'A',
      last_name: 'B',
    }),
  });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linkflow-start-'));
  port = await findFreePort();
  await start();
});

afterAll(async () => {
  running.process.kill('SIGKILL');
  await running.ended;
  await rm(dataDir, { recursive: true, force: true });
});

describe('npm start', () => {
  it('says where it runs, and keeps its secrets from others', async () => {
    expect(running.output.stdout).toContain(`http://127.0.0.1:${port}/docs`);
    expect(running.output.stdout).toContain(join(dataDir, 'postgres'));
    expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('starts workerd again when it was killed', async () => {
    const killed = await workerdPid();
    process.kill(killed, 'SIGKILL');
    await eventually('another workerd', async () => (await workerdPid()) !== killed && (await isHealthy()));
  });

  it('leaves no workerd behind when it is killed itself, and keeps what it accepted', async () => {
    expect((await register()).status).toBe(201);
    const workerd = await workerdPid();
    running.process.kill('SIGKILL');
    await running.ended;
    await eventually('no workerd', () => !isAlive(workerd));
    await start();
    expect((await register()).status).toBe(409);
  });

  it('ends cleanly on SIGTERM', async () => {
    const workerd = await workerdPid();
    const said = running.output.stderr;
    running.process.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect([isAlive(workerd), running.output.stderr]).toEqual([false, said]);
  });
});
