/**
 * @cloudflare/vitest-pool-workers 0.23.0 puts one more Proxy around the prototype of its entry point and of each object's
 * class with every instance that it makes. In an isolate that lives for all test files every request then takes longer than
 * the one before. The proxies of one class are all alike, so here the first one serves for good.
 */
const NativeProxy = globalThis.Proxy;
const wrapped = new WeakSet<object>();

function isPrototypeHandler({ get }: ProxyHandler<object>): boolean {
  return get?.toString().includes('getUnknownPrototypeKey') === true;
}

function proxyOnce(object: object, handler: ProxyHandler<object>): object {
  if (wrapped.has(object)) return object;
  const proxy = new NativeProxy(object, handler);
  if (isPrototypeHandler(handler)) wrapped.add(proxy);
  return proxy;
}

globalThis.Proxy = new NativeProxy(NativeProxy, {
  construct: (_target, [object, handler]) => proxyOnce(object, handler),
});
