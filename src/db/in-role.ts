import { type HTTPQueryOptions, type NeonQueryFunction, NeonQueryPromise } from '@neondatabase/serverless';
import { logsInAs, roleStatement } from './role-statement.ts';
import type { DatabaseRole } from './roles.ts';
import { tenantContext } from './tenant-context.ts';

type Driver = NeonQueryFunction<false, false>;
type Asked = NeonQueryPromise<false, false>;
type Options = HTTPQueryOptions<false, false>;

/** Of a statement that became one of a transaction, the request takes the options; the statement keeps its own. */
function requestOptions(options: Options | undefined): Pick<Options, 'fetchOptions'> {
  return options?.fetchOptions === undefined ? {} : { fetchOptions: options.fetchOptions };
}

/**
 * The driver, whose statements run as the role and on behalf of whoever asks. What has to be said of that goes along in the same round
 * trip, as the first statement of their transaction, whose end takes it back.
 */
export function inRole(driver: Driver, url: string, role: DatabaseRole): Driver {
  const assume = !logsInAs(url, role);

  function first(): Asked | null {
    const statement = roleStatement({ role, assume, context: tenantContext() });
    return statement === null ? null : driver.query(statement.text, [...statement.params]);
  }

  /** Like those of the driver, it is sent when somebody waits for it, or as one of a transaction. */
  function inTransaction(asked: Asked): Asked {
    const send: Asked['execute'] = async (statement, options) => {
      const before = first();
      if (before === null) return asked.execute(statement, options);
      return (await driver.transaction([before, asked], requestOptions(asked.opts)))[1];
    };
    return new NeonQueryPromise(send, asked.queryData, asked.opts);
  }

  async function transaction(asked: Asked[], options?: Parameters<Driver['transaction']>[1]): Promise<unknown[]> {
    const before = first();
    if (before === null) return driver.transaction(asked, options);
    return (await driver.transaction([before, ...asked], options)).slice(1);
  }

  return new Proxy(driver, {
    apply: (target, self, call) => inTransaction(Reflect.apply(target, self, call)),
    get(target, name) {
      if (name === 'transaction') return transaction;
      if (name !== 'query') return Reflect.get(target, name);
      return (...call: [text: string, params?: unknown[], options?: Options]) => inTransaction(target.query(...call));
    },
  });
}
