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
      drawn.setAttribute('role', 'img');
      return drawn.outerHTML;
    },
  };
}

/** Curves and histograms: on a phone their texts are as high as nine pixels. */
export const PLOT_WIDTH = 440;

/** A picture with its caption, which scrolls where it is wider than the page. */
export function figure(svg: string, caption: string): string {
  // A region that scrolls must be within reach of the keyboard.
  return `<figure><div class="wide" tabindex="0">${svg}</div><figcaption>${caption}</figcaption></figure>`;
}

/**
 * A picture that follows the width of the page, as far as its texts stay readable; on a phone nothing of it is out of sight.
 *
 * @param width - The width in which it was drawn.
 */
export function fittingFigure(svg: string, caption: string, width: number): string {
  const range = `min-width:${Math.round(0.75 * width)}px;max-width:${Math.round(1.3 * width)}px`;
  const scaled = svg.replace('style="', `style="width:100%;height:auto;${range};`);
  return figure(scaled, caption);
}
