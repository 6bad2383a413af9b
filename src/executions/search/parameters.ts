/** The parameters of a statement that is put together. */
export type Parameters = {
  /** Takes a value, and gives what stands for it in the text: `$3::uuid`. */
  add(value: unknown, type: string): string;
  readonly values: readonly unknown[];
};

export function createParameters(): Parameters {
  const values: unknown[] = [];
  return {
    values,
    add(value, type) {
      values.push(value);
      return `$${values.length}::${type}`;
    },
  };
}
