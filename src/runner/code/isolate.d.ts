/** Modules of the code isolate are text to the bundler: they are loaded into an isolate of their own. */
declare module '*.isolate.js' {
  const text: string;
  export default text;
}
