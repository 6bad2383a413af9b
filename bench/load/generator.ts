import { createServer } from 'node:http';
import { generate } from './generate.ts';
import type { Load } from './load.ts';

/** The process that sends the load, and that answers the outgoing requests of workflows. */
const target = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.setHeader('content-type', 'application/json').end('{"received":true}'));
});

target.listen(0, '127.0.0.1', () => {
  const address = target.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});

process.on('message', (load: Load) => {
  void generate(load).then((result) => process.send?.(result));
});

process.on('disconnect', () => process.exit(0));
