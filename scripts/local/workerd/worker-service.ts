import { join } from 'node:path';
import { ROOT } from '../../support/paths.ts';
import type { Bundle } from '../bundle.ts';
import type { Value } from './capnp.ts';

/** How workerd names the types of modules. */
const MODULE_FIELDS = {
  ESModule: 'esModule',
  CommonJS: 'commonJsModule',
  Text: 'text',
  Data: 'data',
  CompiledWasm: 'wasm',
} as const;

/** What the Worker runs with beside its own bindings: see `Setup`. */
export type WorkerOptions = {
  readonly bundle: Bundle;
  /** Variables over those of wrangler.toml. */
  readonly variables: { readonly [name: string]: string };
  /** Names of secrets, which are read from workerd's environment: its configuration is a file. */
  readonly secrets: readonly string[];
  readonly bindings: readonly Value[];
};

/** A server of the stack that listens on a Unix socket. `rpc`: calls of methods are carried to it as well as requests. */
export function external(name: string, socket: string, { rpc = false } = {}): Value {
  return { name, external: { address: `unix:${socket}`, http: rpc ? { capnpConnectHost: RPC_HOST } : {} } };
}

/** A Unix socket on which workerd listens. */
export function socket(name: string, path: string, target: Value, { rpc = false } = {}): Value {
  return { name, address: `unix:${path}`, http: rpc ? { capnpConnectHost: RPC_HOST } : {}, service: target };
}

const RPC_HOST = 'rpc.linkflow.internal';

/** The product's Worker, as `wrangler deploy` would upload it. */
export function productWorker({ bundle, variables, secrets, bindings }: WorkerOptions): {
  readonly [field: string]: Value;
} {
  const all = { ...bundle.config.vars, ...variables };
  return {
    modules: bundle.modules.map(({ type, path }) => ({
      name: path,
      [MODULE_FIELDS[type]]: { embed: join(bundle.folder, path) },
    })),
    compatibilityDate: bundle.config.compatibility_date,
    compatibilityFlags: bundle.config.compatibility_flags,
    bindings: [
      ...Object.entries(all).map(([name, text]) => ({ name, text })),
      ...secrets.map((name) => ({ name, fromEnvironment: name })),
      ...bindings,
    ],
    globalOutbound: { name: 'internet' },
  };
}

/** A Worker of the stack itself, and files that it imports, some as text. All have the names of their files, so that imports are as on disk. */
export function stackWorker(
  file: string,
  {
    bindings,
    modules = [],
    texts = [],
    more = {},
  }: {
    readonly bindings: readonly Value[];
    readonly modules?: readonly string[];
    readonly texts?: readonly string[];
    readonly more?: { readonly [field: string]: Value };
  },
): { readonly [field: string]: Value } {
  const main = `scripts/local/workers/${file}`;
  return {
    modules: [
      ...[main, ...modules].map((name) => ({ name, esModule: { embed: join(ROOT, name) } })),
      ...texts.map((name) => ({ name, text: { embed: join(ROOT, name) } })),
    ],
    compatibilityDate: '2026-08-01',
    compatibilityFlags: ['experimental', 'service_binding_extra_handlers'],
    bindings,
    ...more,
  };
}

/**
 * The network as nodes reach it: what is public, and the networks that are allowed, whatever a name resolves to; but no Unix
 * socket, on which the stack's own servers listen.
 */
export function internet(allowedNetworks: string): Value {
  const networks = allowedNetworks.split(',').map((network) => network.trim());
  return {
    name: 'internet',
    network: { allow: ['public', ...networks.filter((one) => one !== '')], tlsOptions: { trustBrowserCas: true } },
  };
}
