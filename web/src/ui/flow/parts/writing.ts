import type { KeyboardEvent } from 'react';

/** For a field that is there because somebody wants to write into it. */
export function takeFocus(field: HTMLElement | null): void {
  field?.focus();
}

/** Gives the focus back to the element of the canvas that the field stands in, where the next key is for that. */
export function leaveField(event: KeyboardEvent<HTMLElement>): void {
  event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus();
}
