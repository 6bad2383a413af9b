/** What stands around a part of a line. A link ends with its address. */
export type Wrap =
  | { readonly kind: 'em' | 'strong' | 'del' }
  | { readonly kind: 'link' /** What follows the text: `](…)`. */; readonly end: string };

/** A part of a line that is whole. */
export type Solid =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  /** Markdown that is ready, such as an image. */
  | { readonly type: 'ready'; readonly markdown: string }
  /** A tag where Markdown has no sign. White space around it means nothing. */
  | { readonly type: 'tag'; readonly markdown: string };

/** What a line is made of, as it comes out of HTML. `boundary` is where a block begins or ends within the line. */
export type Piece =
  | Solid
  | { readonly type: 'open' | 'close'; readonly wrap: Wrap }
  | { readonly type: 'break' | 'boundary' };

/** The same in order: white space is where it counts, wraps hold something and begin and end with it, texts are in one. */
export type Token =
  | Solid
  | { readonly type: 'open' | 'close'; readonly wrap: Wrap }
  | { readonly type: 'space'; readonly text: string }
  | { readonly type: 'break' };
