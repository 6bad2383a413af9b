import { verifyBasic } from './basic.ts';
import { type HeaderRules, verifyHeader } from './header.ts';
import { type HmacRules, verifyHmac } from './hmac.ts';
import type { JwksSource } from './jwks-source.ts';
import { type JwtRules, verifyJwt } from './jwt.ts';
import type { PresetRules } from './preset-rules.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { admitted, type Proof, type SentCall, type Verdict } from './verdict.ts';

/** How callers prove who they are. */
export type CallerRules =
  | { readonly type: 'none' }
  | ({ readonly type: 'basic' } & { readonly username: string })
  | ({ readonly type: 'header' } & HeaderRules)
  | ({ readonly type: 'jwt' } & JwtRules)
  | ({ readonly type: 'hmac' } & HmacRules)
  | { readonly type: 'preset'; readonly preset: PresetName; readonly rules: PresetRules };

/** Checks a call by the rules of its endpoint. Never throws for anything that a caller sends. */
export async function verifyCaller(
  call: SentCall,
  proof: Proof,
  { rules, jwks }: { readonly rules: CallerRules; readonly jwks: JwksSource },
): Promise<Verdict> {
  switch (rules.type) {
    case 'none':
      return admitted();
    case 'basic':
      return verifyBasic(call, proof, rules);
    case 'header':
      return verifyHeader(call, proof, rules);
    case 'jwt':
      return verifyJwt(call, proof, { rules, jwks });
    case 'hmac':
      return verifyHmac(call, proof, rules);
    case 'preset':
      return PRESETS[rules.preset].verify(call, proof, rules.rules);
  }
}
