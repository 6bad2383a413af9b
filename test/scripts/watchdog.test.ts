import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awaitWatchdog, startWatchdog } from '../../scripts/local/watchdog.ts';
import { ROOT } from '../../scripts/support/paths.ts';
import { eventually, isAlive } from './running-script.ts';

let root = '';
let folder = '';
let sockets = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'linkflow-watchdog-'));
  folder = join(root, 'processes');
  sockets = join(root, 'sockets');
  await mkdir(sockets);
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A process with a watchdog and a process that must not outlive it, which it starts itself. Gives the id of the latter once both are there. */
async function startOwner(): Promise<{ readonly kill: () => Promise<void>; readonly orphan: number }> {
  const script = `
    import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    const { startWatchdog } = await import(${JSON.stringify(join(ROOT, 'scripts/local/watchdog.ts'))});
    startWatchdog(${JSON.stringify(folder)}, ${JSON.stringify(sockets)});
    const orphan = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    writeFileSync(${JSON.stringify(join(folder, 'orphan.pid'))}, String(orphan.pid));
    console.log(orphan.pid);
    setInterval(() => undefined, 1000);
  `;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(owner.stdout, 'data');
  const kill = async (): Promise<void> => {
    owner.kill('SIGKILL');
    await once(owner, 'exit');
  };
  return { kill, orphan: Number(String(said)) };
}

describe('the watchdog of a stack', () => {
  it('is waited for by the next stack, and has then ended all and removed the sockets', async () => {
    const { kill, orphan } = await startOwner();
    await kill();
    await awaitWatchdog(folder);
    expect(await exists(sockets)).toBe(false);
    expect(await exists(folder)).toBe(false);
    await eventually('its end', () => !isAlive(orphan));
  });

  it('that is called off removes nothing that a later stack has made', async () => {
    const callOff = startWatchdog(folder, sockets);
    callOff();
    expect(await exists(folder)).toBe(false);
    await awaitWatchdog(folder);
    expect(await exists(sockets)).toBe(true);
  });

  it('is not waited for when it is gone, or was never there', async () => {
    await awaitWatchdog(folder);
    const gone = spawn('true');
    await once(gone, 'exit');
    await mkdir(folder);
    await writeFile(join(folder, 'watchdog'), String(gone.pid));
    await awaitWatchdog(folder);
    expect(await exists(folder)).toBe(true);
  });
});
