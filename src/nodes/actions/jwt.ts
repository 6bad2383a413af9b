import { completed, defineNode } from '../define-node.ts';
import { eachItemAsync, withResult } from '../items.ts';
import { jwtConfigSchema } from '../tokens/config.ts';
import { runJwt } from '../tokens/jwt.ts';

export const jwtAction = defineNode({
  type: 'action.jwt',
  kind: 'action',
  metadata: {
    name: 'JWT',
    description: 'Signs, verifies and decodes JSON Web Tokens (RFC 7519). The keys come from a credential.',
    group: 'actions',
    example: { operation: 'sign', claims: { sub: '{{ $json.user_id }}' }, expires_in_seconds: 3600 },
  },
  config: jwtConfigSchema,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  credentials: ['jwt'],
  async execute(run) {
    const credential = await run.credential();
    return completed(
      await eachItemAsync(run, async (item, index) => {
        const config = run.config(index);
        return withResult(item, config, await runJwt(config, credential, run.now()));
      }),
    );
  },
});
