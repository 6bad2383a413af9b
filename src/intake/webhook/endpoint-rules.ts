import { compileConfig } from '../../engine/expression/compile-config.ts';
import type { CompiledConfig } from '../../engine/expression/config-types.ts';
import type { WebhookConfig } from '../../nodes/triggers/webhook.ts';
import { type AddressList, addressList } from '../../security/address-lists.ts';

/** What the config of an endpoint asks of each call, made ready once. */
export type EndpointRules = {
  /** `null`: all addresses may call. */
  readonly allowed: AddressList | null;
  readonly onlyIf: CompiledConfig | null;
  /** Names the delivery, where an expression does. */
  readonly deliveryKey: CompiledConfig | null;
};

/** Compiles the rules of an endpoint. */
export function endpointRules({ allowed_addresses, only_if, deduplication }: WebhookConfig): EndpointRules {
  return {
    allowed: allowed_addresses.length === 0 ? null : addressList(allowed_addresses),
    onlyIf: only_if === undefined ? null : compileConfig(only_if),
    deliveryKey: deduplication.by === 'expression' ? compileConfig(deduplication.key) : null,
  };
}
