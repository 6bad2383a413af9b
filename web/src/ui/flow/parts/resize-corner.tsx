import { useReactFlow } from '@xyflow/react';
import { type PointerEvent, type ReactElement, useRef } from 'react';
import styles from './parts.module.css';

type Size = { readonly width: number; readonly height: number };

type ResizeCornerProps = { readonly size: Size; readonly least: Size; readonly onResize: (size: Size) => void };

/** The corner by which a pointer makes a part larger or smaller; by keyboard, Alt and the arrow keys do. */
export function ResizeCorner({ size, least, onResize }: ResizeCornerProps): ReactElement {
  const { getZoom } = useReactFlow();
  const begin = useRef<(Size & { readonly x: number; readonly y: number }) | null>(null);

  function onPointerDown(event: PointerEvent): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    begin.current = { ...size, x: event.clientX, y: event.clientY };
  }

  function onPointerMove(event: PointerEvent): void {
    const from = begin.current;
    if (from === null) return;
    const zoom = getZoom();
    onResize({
      width: Math.round(Math.max(least.width, from.width + (event.clientX - from.x) / zoom)),
      height: Math.round(Math.max(least.height, from.height + (event.clientY - from.y) / zoom)),
    });
  }

  return (
    <span
      aria-hidden="true"
      className={`nodrag nopan ${styles.corner}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        begin.current = null;
      }}
    />
  );
}
