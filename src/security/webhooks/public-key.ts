import { importSPKI } from 'jose';

/** Whether a text is a public key in PEM (SPKI) that signatures of this algorithm can be checked with. */
export async function isPublicKeyFor(algorithm: string, pem: string): Promise<boolean> {
  try {
    await importSPKI(pem, algorithm);
    return true;
  } catch {
    return false;
  }
}
