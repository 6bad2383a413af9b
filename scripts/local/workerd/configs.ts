import { join } from 'node:path';
import type { Bundle } from '../bundle.ts';
import type { QueueFaults } from '../workers/queue-faults.js';
import { configText, type Value } from './capnp.ts';
import type { Sockets } from './sockets.ts';
import { external, internet, productWorker, socket, stackWorker } from './worker-service.ts';

const HOST = '127.0.0.1';

/** Each isolate's nursery may grow to 4 MB, not 16: under load workerd then needs 100 MB less, and is no slower. */
const V8_FLAGS = ['--max-semi-space-size=4'];

/** What an isolate of user code may hold, in megabytes: Cloudflare's limit is 128, code and all. */
const CODE_FLAGS = [...V8_FLAGS, '--max-heap-size=192'];

/** What all processes of a stack run with. */
export type ProcessSetup = {
  readonly bundle: Bundle;
  readonly variables: { readonly [name: string]: string };
  readonly secrets: readonly string[];
  /** Whether statements go to the bridge; else the Worker reaches its database by itself. */
  readonly bridged: boolean;
  readonly port: number;
  readonly dataDir: string;
  readonly sockets: Sockets;
  /** How badly the queue delivers, for tests; left out: as well as it can. */
  readonly queueFaults?: QueueFaults | undefined;
  /** The folder of the pages' files. */
  readonly pages: string;
};

function objectsOf({ config }: Bundle): Bundle['config']['durable_objects']['bindings'] {
  return config.durable_objects.bindings;
}

function producerOf({ config }: Bundle): Bundle['config']['queues']['producers'][0] {
  return config.queues.producers[0];
}

/** Where the objects keep their data. */
export function objectsFolder(dataDir: string): string {
  return join(dataDir, 'workerd/do');
}

/** Where the bucket keeps what is in it. */
export function bucketFolder(dataDir: string): string {
  return join(dataDir, 'workerd/r2');
}

function bridgeBinding({ bridged }: ProcessSetup): Value[] {
  return bridged ? [{ name: 'NEON_BRIDGE', service: 'bridge' }] : [];
}

function bridgeService({ bridged, sockets }: ProcessSetup): Value[] {
  return bridged ? [external('bridge', sockets.bridge)] : [];
}

/** The bucket of the stack: each process has a Worker for it, on the same folder. */
const BUCKET_BINDING = { name: 'BLOBS', r2Bucket: 'bucket' };

function bucketServices({ dataDir }: ProcessSetup): Value[] {
  return [
    { name: 'bucket', worker: stackWorker('r2-bucket.js', { bindings: [{ name: 'DISK', service: 'bucket-disk' }] }) },
    { name: 'bucket-disk', disk: { path: bucketFolder(dataDir), writable: true } },
  ];
}

function queueBroker({ bundle, queueFaults }: ProcessSetup): Value {
  const consumers = Object.fromEntries(
    bundle.config.queues.consumers.map(({ queue, ...settings }) => [queue, settings]),
  );
  return stackWorker('queue-broker.js', {
    modules: ['scripts/local/workers/queue-lanes.js', 'scripts/local/workers/queue-faults.js'],
    bindings: [
      { name: 'BROKER', durableObjectNamespace: { className: 'QueueBroker' } },
      { name: 'WORKER', service: 'linkflow' },
      { name: 'CONSUMERS', json: JSON.stringify(consumers) },
      { name: 'QUEUE', text: producerOf(bundle).queue },
      ...(queueFaults === undefined ? [] : [{ name: 'FAULTS', json: JSON.stringify(queueFaults) }]),
    ],
    more: {
      durableObjectNamespaces: [{ className: 'QueueBroker', ephemeralLocal: null, preventEviction: true }],
      durableObjectStorage: { none: null },
    },
  });
}

/** Serves the API and takes webhooks; has the objects, the queue, and what is light enough to run at once. Its control listens on `path`. */
export function frontConfig(setup: ProcessSetup, path: string): string {
  const { bundle, sockets, port, dataDir, variables, secrets } = setup;
  const worker = productWorker({
    bundle,
    variables,
    secrets,
    bindings: [
      ...objectsOf(bundle).map(({ name, class_name }) => ({ name, durableObjectNamespace: { className: class_name } })),
      { name: producerOf(bundle).binding, queue: 'queue-broker' },
      { name: 'RUNNER', service: 'runner' },
      { name: 'RUNNER_ALONE', service: 'runner-alone' },
      { name: 'CODE', service: 'code' },
      { name: 'CODE_ALONE', service: 'code-alone' },
      BUCKET_BINDING,
      { name: 'ASSETS', service: 'assets' },
      ...bridgeBinding(setup),
    ],
  });
  return configText({
    v8Flags: V8_FLAGS,
    services: [
      {
        name: 'linkflow',
        worker: {
          ...worker,
          durableObjectNamespaces: objectsOf(bundle).map(({ class_name }) => ({
            className: class_name,
            uniqueKey: `${bundle.config.name}-${class_name}`,
            enableSql: true,
          })),
          durableObjectStorage: { localDisk: 'objects' },
        },
      },
      { name: 'queue-broker', worker: queueBroker(setup) },
      { name: 'control', worker: stackWorker('control.js', { bindings: [{ name: 'WORKER', service: 'linkflow' }] }) },
      { name: 'assets', worker: stackWorker('assets.js', { bindings: [{ name: 'FILES', service: 'pages' }] }) },
      { name: 'pages', disk: { path: setup.pages } },
      { name: 'objects', disk: { path: objectsFolder(dataDir), writable: true } },
      external('runner', sockets.runner),
      external('runner-alone', sockets.runnerAlone),
      external('code', sockets.code),
      external('code-alone', sockets.codeAlone),
      ...bucketServices(setup),
      ...bridgeService(setup),
      internet(variables.EGRESS_ALLOWED_NETWORKS ?? ''),
    ],
    sockets: [
      { name: 'http', address: `${HOST}:${port}`, http: {}, service: 'linkflow' },
      socket('control', path, 'control'),
      socket('queue', sockets.queue, 'queue-broker'),
      socket('objects', sockets.objects, { name: 'linkflow', entrypoint: 'ObjectCalls' }, { rpc: true }),
    ],
  });
}

/** Runs executions; listens on `path`. */
export function runnerConfig(setup: ProcessSetup, path: string): string {
  const { bundle, sockets, variables, secrets } = setup;
  const worker = productWorker({
    bundle,
    variables,
    secrets,
    bindings: [
      { name: producerOf(bundle).binding, queue: 'queue' },
      { name: 'OBJECTS', service: 'objects' },
      { name: 'CODE', service: 'code' },
      { name: 'CODE_ALONE', service: 'code-alone' },
      BUCKET_BINDING,
      ...bridgeBinding(setup),
    ],
  });
  return configText({
    v8Flags: V8_FLAGS,
    services: [
      { name: 'linkflow', worker },
      external('queue', sockets.queue),
      external('objects', sockets.objects, { rpc: true }),
      external('code', sockets.code),
      external('code-alone', sockets.codeAlone),
      ...bucketServices(setup),
      ...bridgeService(setup),
      internet(variables.EGRESS_ALLOWED_NETWORKS ?? ''),
    ],
    sockets: [socket('runner', path, { name: 'linkflow', entrypoint: 'RunnerCalls' })],
  });
}

/** The modules that stand around user code in its isolate. */
const ISOLATE_MODULES = [
  'main',
  'console',
  'guard',
  'harden',
  'numbers',
  'results',
  'serve',
  'thrown',
  'timers',
  'variables',
];

/** Runs user code, and has nothing else; listens on `path`. */
export function codeConfig(_setup: ProcessSetup, path: string): string {
  const texts = ISOLATE_MODULES.map((name) => `src/runner/code/isolate/${name}.isolate.js`);
  return configText({
    v8Flags: CODE_FLAGS,
    services: [
      {
        name: 'code-host',
        worker: stackWorker('code-host.js', {
          bindings: [{ name: 'LOADER', workerLoader: {} }],
          texts,
          more: { globalOutbound: { name: 'nowhere' } },
        }),
      },
      { name: 'nowhere', network: { allow: [] } },
    ],
    sockets: [socket('code', path, 'code-host')],
  });
}
