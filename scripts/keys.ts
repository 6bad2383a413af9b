import { openKeyDatabase, readMasterKeys } from './keys/open-keys.ts';
import { runKeyCommand } from './keys/run-key-command.ts';
import { runScript } from './support/run-script.ts';

/** `npm run keys -- <command>`: what the keys of workspaces and the master keys need; see docs/credentials.md. */
await runScript(async () => {
  const opened = await openKeyDatabase(process.env);
  try {
    const masters = await readMasterKeys(process.env);
    const lines = await runKeyCommand({ database: opened.database, masters }, process.argv.slice(2));
    for (const line of lines) console.log(line);
  } finally {
    await opened.close();
  }
});
