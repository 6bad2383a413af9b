import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { WorkMeter } from '../../engine/work-meter.ts';
import { type CryptoConfig, cryptoConfigSchema } from '../crypto/config.ts';
import { hashOf, hmacOf } from '../crypto/digests.ts';
import { randomText } from '../crypto/random-text.ts';
import { signWith } from '../crypto/sign.ts';
import { completed, defineNode } from '../define-node.ts';
import { dataOf, eachItemAsync, fileOf, withResult } from '../items.ts';
import { NodeError } from '../node-error.ts';
import type { CredentialSecret } from '../node-run.ts';
import { decodeBase64, encodeBase64 } from '../values/base64.ts';
import { encodeHex } from '../values/hex.ts';
import { wrongValue } from '../values/wrong-value.ts';

type WithInput = Exclude<CryptoConfig, { operation: 'random' }>;

/** Bytes that the slowest of the hashes takes in within one step. */
const BYTES_PER_STEP = 4;

/** What it takes to make a key ready. */
const KEY_STEPS = 20;

type Means = { readonly credential: CredentialSecret | null; readonly work: WorkMeter };

const secretSchema = z.object({ hmac_secret: z.string().optional(), private_key: z.string().optional() });

function inputOf(config: WithInput, item: Item): Uint8Array {
  if (config.binary_property === undefined) {
    const text = typeof config.value === 'string' ? config.value : JSON.stringify(config.value ?? null);
    return new TextEncoder().encode(text);
  }
  const file = fileOf(item, config.binary_property);
  const bytes = file === undefined ? null : decodeBase64(dataOf(file));
  if (bytes === null) {
    throw wrongValue('crypto.no_file', `binary_property ${config.binary_property}`, {
      expected: 'a file',
      got: undefined,
    });
  }
  return bytes;
}

function present(secret: string | undefined, what: string): string {
  if (secret !== undefined && secret !== '') return secret;
  throw new NodeError('crypto.no_key', `There is no ${what}, neither in the config nor in the credential`);
}

async function bytesOf(config: WithInput, item: Item, { credential, work }: Means): Promise<Uint8Array> {
  const secrets = secretSchema.safeParse(credential?.data ?? {}).data ?? {};
  const data = inputOf(config, item);
  work.spend(KEY_STEPS + Math.floor(data.length / BYTES_PER_STEP));
  switch (config.operation) {
    case 'hash':
      return hashOf(config.algorithm, data);
    case 'hmac': {
      const secret = present(config.secret ?? secrets.hmac_secret, 'secret');
      return hmacOf(config.algorithm, new TextEncoder().encode(secret), data);
    }
    case 'sign':
      return signWith(config.scheme, present(config.private_key ?? secrets.private_key, 'private key'), data);
  }
}

async function resultOf(config: CryptoConfig, item: Item, means: Means): Promise<string> {
  if (config.operation === 'random') {
    means.work.spend(Math.floor(config.length / BYTES_PER_STEP));
    return randomText(config.kind, config.length);
  }
  const bytes = await bytesOf(config, item, means);
  return config.encoding === 'hex' ? encodeHex(bytes) : encodeBase64(bytes);
}

export const cryptoAction = defineNode({
  type: 'action.crypto',
  kind: 'action',
  metadata: {
    name: 'Crypto',
    description: 'Hashes, keyed hashes and signatures of values and files, and random texts.',
    group: 'actions',
    example: { operation: 'hash', algorithm: 'sha256', value: '{{ $json.email }}', output_field: 'email_hash' },
  },
  config: cryptoConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  credentials: ['crypto'],
  async execute(run) {
    const credential = await run.credential();
    return completed(
      await eachItemAsync(run, async (item, index) => {
        const config = run.config(index);
        return withResult(item, config, await resultOf(config, item, { credential, work: run.work }));
      }),
    );
  },
});
