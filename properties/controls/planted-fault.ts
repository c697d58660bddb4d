import type { NamedNumbers } from '../../core/diagnosis/named-numbers.ts';
import type { Case } from '../../core/problem.ts';
import type { Block, Layout } from '../../core/tree.ts';

/** A fault to plant in a right gradient, in order to see it caught. */
export interface PlantedFault {
  /** What is wrong, e.g. `dW1 doubled`. */
  readonly name: string;
  readonly family: string;
  /** Left out where more than one block is wrong. */
  readonly block?: string;
  /** The kinds of diagnosis, and the reasons of an invalid check, that name it. */
  readonly kinds: readonly string[];
  /** Points at which the right gradient is wanted as well, or why there are none. */
  readonly elsewhere?: (point: Case, layout: Layout, at: Float64Array) => readonly Case[] | Idle;
  /** For a backward pass: what it takes for each number that comes back; its gradient is then the one `elsewhere`. */
  readonly cotangent?: (upstream: number) => number;
  /** The wrong gradient, or why there is none at this point. */
  readonly plant: (site: Site) => Float64Array | Idle;
  /** What holds where the wrong gradient equals the right one. */
  readonly same: Idle;
  /** Whether it depends on the calls before, so that one call does not show it. */
  readonly remembers?: true;
}

/** What is known where a fault is planted. */
export interface Site {
  readonly point: Case;
  readonly layout: Layout;
  /** The parameters, flat. */
  readonly at: Float64Array;
  /** The right gradient, flat. */
  readonly right: Float64Array;
  readonly names: NamedNumbers;
  /** What comes back to a backward pass, flat. */
  readonly cotangent: Float64Array | undefined;
  /** The right gradients at the points asked for. */
  readonly elsewhere: readonly Float64Array[];
  /** What the call before was told; undefined at the first one, and after one of another shape. */
  readonly before: { readonly right: Float64Array; readonly wrong: Float64Array } | undefined;
}

/** Why a fault makes no difference at a point, and what to draw so that it does. */
export interface Idle {
  readonly because: string;
  readonly draw: string;
}

/** The numbers of one block, as a matrix: its first axis by all others. */
export interface BlockSite extends Site {
  readonly block: Block;
  readonly rows: number;
  readonly columns: number;
  /** The right gradient of the block. */
  readonly own: Float64Array;
}

/** A change of one block, for {@link PlantedFault.plant}. */
export function inBlock(
  name: string,
  change: (site: BlockSite) => Float64Array | Idle,
): (site: Site) => Float64Array | Idle {
  return (site) => {
    const block = site.layout.blocks.find((one) => one.name === name);
    if (block === undefined) return { because: `there is no ${name}`, draw: `cases with ${name}` };
    if (block.size === 0) return { because: `${name} is empty`, draw: `${name} with entries` };
    const { offset, size, shape } = block;
    const rows = shape[0] ?? 1;
    const own = site.right.slice(offset, offset + size);
    const wrong = change({ ...site, block, rows, columns: size / rows, own });
    if (!(wrong instanceof Float64Array)) return wrong;
    const whole = site.right.slice();
    whole.set(wrong, offset);
    return whole;
  };
}

export const ONE_EXAMPLE: Idle = { because: 'm is 1', draw: 'm of 2 and more' };

/** Where a right gradient is 0, most faults are. */
export function vanishes(what: string): Idle {
  return { because: `${what} is 0`, draw: `cases in which ${what} is not 0` };
}

/** A scalar of the data; undefined where it is 0. */
export function scalarOf({ scalars }: NamedNumbers, path: string): number | undefined {
  return scalars.find(({ name }) => name === path)?.value;
}
