/** The package has no types of its own. */
declare module 'workerd' {
  /** `default`: the path of the program. */
  const workerd: { readonly default: string };
  export default workerd;
}
