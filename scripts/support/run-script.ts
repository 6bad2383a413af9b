import { MigrationError } from '../database/migrate.ts';
import { errorText, StartError } from './start-error.ts';

/** Runs a script. An error becomes exit code 1; a StartError is shown as one line. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isExpected = error instanceof StartError || error instanceof MigrationError;
    console.error(isExpected ? `linkflow: ${errorText(error)}` : error);
    process.exitCode = 1;
  }
}
