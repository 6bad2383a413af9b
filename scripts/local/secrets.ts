import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartError } from '../support/start-error.ts';

const secretsSchema = z.object({
  JWT_SECRET: z.string(),
  PASSWORD_PEPPER: z.string(),
  ENCRYPTION_KEY: z.string(),
  /** Further master keys, put there by hand to rotate them. */
  ENCRYPTION_KEYS: z.string().exactOptional(),
});

/** The secrets of this installation. Whoever loses them loses the stored credentials and passwords too. */
export type LocalSecrets = z.infer<typeof secretsSchema>;

/** Reads the secrets of the folder, or makes them on the first start. Only their owner may read the file. */
export async function loadSecrets(dataDir: string): Promise<LocalSecrets> {
  const file = join(dataDir, 'secrets.json');
  const text = await readIfThere(file);
  if (text === null) return createSecrets(file);
  try {
    await chmod(file, 0o600);
    return secretsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new StartError(
      `${file} is damaged. Bring it back from a backup, or remove ${dataDir} and begin anew.`,
      error,
    );
  }
}

async function createSecrets(file: string): Promise<LocalSecrets> {
  const secrets: LocalSecrets = {
    JWT_SECRET: randomBytes(32).toString('base64'),
    PASSWORD_PEPPER: randomBytes(32).toString('base64'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return secrets;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
