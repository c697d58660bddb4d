import type * as Plot from '@observablehq/plot';

/** Draws plots without a browser. */
export interface Drawing {
  readonly marks: typeof Plot;
  /** SVG whose texts are escaped. */
  readonly svg: (options: Plot.PlotOptions) => string;
}

/** Loads what draws; only a report with pictures needs it. */
export async function loadDrawing(): Promise<Drawing> {
  const marks = await import('@observablehq/plot');
  // @ts-expect-error -- its types declare a module of the older name `domino`.
  const { default: domino } = await import('@mixmark-io/domino');
  const document = domino.createDocument('');
  return {
    marks,
    svg: (options) => {
      const drawn = marks.plot({ ...options, document, style: { fontSize: '12px' } });
      return drawn.outerHTML;
    },
  };
}

/** A picture with its caption, which scrolls where it is wider than the page. */
export function figure(svg: string, caption: string): string {
  // A region that scrolls must be within reach of the keyboard.
  return `<figure><div class="wide" tabindex="0">${svg}</div><figcaption>${caption}</figcaption></figure>`;
}
