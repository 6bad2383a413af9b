import { request } from 'node:http';

/**
 * Asks a process over its Unix socket, and gives what it says. Rejects if nobody is there, or it ends before it has answered. Each
 * question has a connection of its own: one that was kept may lead to an earlier process, which has ended.
 */
export function ask(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Whether it is there, and has nothing else to compute. */
export function ping(socketPath: string): Promise<string> {
  return ask(socketPath, '/ping');
}
