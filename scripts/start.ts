import { runStack } from './local/run-stack.ts';
import { runScript } from './support/run-script.ts';

/** `npm start`: the production Worker on local workerd, with an embedded Postgres. */
await runScript(() => runStack(() => () => undefined));
