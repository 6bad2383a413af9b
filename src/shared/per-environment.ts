/** Makes something of an environment once, and gives it again for the same one. */
export function perEnvironment<Environment extends WeakKey, Made>(
  make: (env: Environment) => Made,
): (env: Environment) => Made {
  const made = new WeakMap<Environment, Made>();
  return (env) => {
    const known = made.get(env);
    if (known !== undefined) return known;
    const fresh = make(env);
    made.set(env, fresh);
    return fresh;
  };
}
