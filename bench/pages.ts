import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../scripts/support/paths.ts';

/** Measures the pages in a browser, which belongs to a package of its own: see docs/editor.md. */
export async function measurePages(): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'test/browser/bench.ts')], { stdio: 'inherit' });
  await once(child, 'exit');
  process.exitCode = child.exitCode ?? 1;
}
