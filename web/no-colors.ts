/**
 * Stands for `d3-color` in what is built. The canvas moves and zooms by d3, which can animate colours, too; nothing here does,
 * and 10 KB of script stay out of the editor. Asked for a colour, it says that there is none.
 */
export class Color {}

export { Color as color };

function none(): null {
  return null;
}

export { none as cubehelix, none as gray, none as hcl, none as hsl, none as lab, none as lch, none as rgb };
