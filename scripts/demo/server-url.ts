import { errorText, StartError } from '../support/start-error.ts';

/** The URL of the server for the demo: LINKFLOW_URL, or the local one on PORT. Throws a StartError if it does not answer. */
export async function findServer({ LINKFLOW_URL, PORT }: NodeJS.ProcessEnv): Promise<string> {
  const url = (LINKFLOW_URL || `http://127.0.0.1:${PORT || 8787}`).replace(/\/$/, '');
  try {
    const { status } = await fetch(`${url}/health/live`);
    if (status === 200) return url;
    throw new Error(`it answered ${status}`);
  } catch (error) {
    const reason = error instanceof Error && error.cause !== undefined ? errorText(error.cause) : errorText(error);
    throw new StartError(
      `No LinkFlow answers at ${url} (${reason}). Run npm start first; PORT or LINKFLOW_URL say where it is.`,
      error,
    );
  }
}
