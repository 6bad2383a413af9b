import { MigrationError } from '../database/migrate.ts';
import { errorText, StartError } from './start-error.ts';

/** Runs a script to its end; an error becomes exit code 1 and, when people can put it right, one line. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isExpected = error instanceof StartError || error instanceof MigrationError;
    console.error(isExpected ? `linkflow: ${errorText(error)}` : error);
    process.exitCode = 1;
  }
}
