import { MAKER_PRESETS, MEDIA_PRESETS } from './maker-presets.ts';
import { OFFICE_PRESETS } from './office-presets.ts';
import type { ProviderPreset } from './provider-preset.ts';
import { TRADE_PRESETS } from './trade-presets.ts';

/** Every provider that needs no endpoints of its user. */
export const PRESETS: readonly ProviderPreset[] = [
  ...OFFICE_PRESETS,
  ...MAKER_PRESETS,
  ...MEDIA_PRESETS,
  ...TRADE_PRESETS,
];

const BY_NAME: ReadonlyMap<string, ProviderPreset> = new Map(PRESETS.map((preset) => [preset.preset, preset]));

export function findPreset(name: string): ProviderPreset | undefined {
  return BY_NAME.get(name);
}

/** The text with the user's tenant where it says `{tenant}`. */
export function atTenant(text: string, tenant: string): string {
  return text.replaceAll('{tenant}', tenant);
}
