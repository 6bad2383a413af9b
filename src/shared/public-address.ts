/** The address of a path of this server, as people and programs outside reach it. `publicUrl`: where that is; empty: the path alone. */
export function publicAddress(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${path}`;
}
