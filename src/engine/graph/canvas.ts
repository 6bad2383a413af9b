/** Colours by name, so that they are readable in a light and in a dark page. */
export const CANVAS_COLORS = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const;
export type CanvasColor = (typeof CANVAS_COLORS)[number];

/** A place on the canvas, in pixels at zoom 1. */
export type CanvasPoint = { readonly x: number; readonly y: number };
export type CanvasSize = { readonly width: number; readonly height: number };

/** A text beside the nodes, in Markdown. */
export type CanvasNote = {
  readonly id: string;
  readonly text: string;
  readonly position: CanvasPoint;
  readonly size?: CanvasSize;
  readonly color?: CanvasColor;
};

/** A frame around nodes. */
export type CanvasGroup = {
  readonly id: string;
  readonly name: string;
  /** Ids of its nodes; one that is gone is passed over. */
  readonly nodes: readonly string[];
  readonly position: CanvasPoint;
  readonly size: CanvasSize;
  readonly color?: CanvasColor;
  readonly collapsed?: boolean;
};

/** What people draw beside nodes and connections, in the order in which it lies on top of one another. No execution looks at it. */
export type Canvas = {
  readonly notes?: readonly CanvasNote[];
  readonly groups?: readonly CanvasGroup[];
};
