import { parseLocalSettings } from './settings.ts';
import { onSignal } from './signals.ts';
import { type Stack, startStack } from './stack.ts';

/** Runs a stack until a signal ends it. `afterStart` gives what has to be stopped before the stack. */
export async function runStack(afterStart: (stack: Stack, dataDir: string) => () => void): Promise<void> {
  onSignal(() => process.exit(0));
  const settings = parseLocalSettings(process.env);
  console.log('Starting LinkFlow …');
  const stack = await startStack(settings);
  const stopExtra = afterStart(stack, settings.dataDir);
  onSignal(() => {
    console.log('\nStopping …');
    stopExtra();
    void stack.close().then(() => process.exit(0));
  });
  const seconds = (performance.now() / 1000).toFixed(1);
  console.log(`LinkFlow runs on ${stack.url} (ready in ${seconds} s).`);
  console.log(`  API documentation  ${stack.url}/docs`);
  console.log(`  Database           ${stack.databasePlace}`);
  console.log(`  Everything else    ${settings.dataDir}`);
  console.log('Ctrl-C stops it.');
}
