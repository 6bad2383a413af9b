import { useReactFlow } from '@xyflow/react';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../button/button.tsx';

/** How near a drawing is seen. */
export function ZoomButtons(): ReactElement {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <>
      <IconButton label="Zoom out" onClick={() => void zoomOut()}>
        <ZoomOut size={16} />
      </IconButton>
      <IconButton label="Zoom in" onClick={() => void zoomIn()}>
        <ZoomIn size={16} />
      </IconButton>
      <IconButton label="Show all (1)" onClick={() => void fitView({ maxZoom: 1, padding: 0.2 })}>
        <Maximize size={16} />
      </IconButton>
    </>
  );
}
