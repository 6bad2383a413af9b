import type { Plugin } from 'vite';

/** The style sheets' layers, the strongest last: what a page says holds over what a part says. As in `src/ui/theme/tokens.css`. */
const LAYERS = '@layer reset,tokens,base,flow,parts,pages;';

/** Layers count in the order in which they are met first, and which file of styles comes first is a matter of the bundler. */
export function layersFirst(): Plugin {
  return {
    name: 'layers-first',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `${LAYERS}${file.source}`;
      }
    },
  };
}
