/** So many frames at most until a node is drawn. */
const MOST_FRAMES = 120;

/** As soon as the canvas has drawn a node, it has the focus: the next key is for it. */
export function focusNode(id: string, frames = MOST_FRAMES): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    element?.focus();
    if (document.activeElement !== element && frames > 0) focusNode(id, frames - 1);
  });
}
