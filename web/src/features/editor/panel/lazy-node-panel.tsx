import { type ComponentProps, lazy, type ReactElement, useState } from 'react';
import type { NodePanel } from './node-panel.tsx';

let loaded: typeof NodePanel | null = null;

/** Loads the panel before it is opened. */
export async function loadNodePanel(): Promise<{ default: typeof NodePanel }> {
  const file = await import('./node-panel.tsx');
  loaded = file.NodePanel;
  return { default: file.NodePanel };
}

const Waiting = lazy(loadNodePanel);

/** The panel, at once if it has been loaded: React shows what it had to wait for 300 ms later. */
export function LazyNodePanel(props: ComponentProps<typeof NodePanel>): ReactElement {
  const [Panel] = useState(() => loaded ?? Waiting);
  return <Panel {...props} />;
}
