import { each, type Head, type OutputError } from './head.ts';

const classOf = (t: readonly number[]): number => t.indexOf(Math.max(...t));

/** Hinge of one output with targets -1 and 1. */
export function hingeOfSigns(margin: number): Head {
  return {
    name: margin === 1 ? 'max(0, 1 - y z)' : `max(0, ${margin} - y z)`,
    targets: 'signs',
    error: each((z, t) => (margin - t * z > 0 ? -t : 0)),
    slips: [
      { kind: 'hinge', says: 'examples beyond the margin are counted as well', error: each((_, t) => -t) },
      {
        kind: 'hinge-margin',
        says: `the gradient has margin 0, the loss ${margin}`,
        error: each((z, t) => (t * z < 0 ? -t : 0)),
      },
    ],
  };
}

/** The error of a hinge over classes: what each class but the right one pushes, and what the right one is pulled by. */
function overClasses(
  margin: number,
  push: (excess: number) => number,
  pull: (pushes: number, count: number, classes: number) => number,
  ofRight = 0,
): OutputError {
  return (z, t) => {
    const right = classOf(t);
    const pushes = z.map((x, k) => {
      const excess = x - z[right]! + margin;
      return k !== right && excess > 0 ? push(excess) : 0;
    });
    const count = pushes.filter((x) => x > 0).length;
    const total = pushes.reduce((a, b) => a + b, 0);
    return pushes.map((x, k) => (k === right ? pull(total, count, z.length) + ofRight * push(margin) : x));
  };
}

/**
 * Hinge over classes, or its square.
 *
 * @param others - The margins that a gradient may have instead.
 */
export function hinge(margin: number, others: readonly number[], power: 1 | 2): Head {
  const push = power === 1 ? () => 1 : (excess: number): number => 2 * excess;
  const pull = (total: number): number => -total;
  return {
    name: `${power === 1 ? 'hinge' : 'squared hinge'}${margin === 1 ? '' : ` with margin ${margin}`}`,
    targets: 'one-hot',
    error: overClasses(margin, push, pull),
    slips: [
      { kind: 'hinge', says: 'the right class is counted among the others', error: overClasses(margin, push, pull, 1) },
      {
        kind: 'hinge',
        says: 'the right class is counted among the others, and pulled back by one more',
        error: overClasses(margin, push, pull, -1),
      },
      {
        kind: 'hinge',
        says: 'the right class lacks its part, minus what the others are pushed by',
        error: overClasses(margin, push, () => 0),
      },
      {
        kind: 'hinge',
        says: 'the right class is pulled once, not once for every class within the margin',
        error: overClasses(margin, push, (_, count) => (count > 0 ? -1 : 0)),
      },
      {
        kind: 'hinge',
        says: 'the right class is pulled the wrong way',
        error: overClasses(margin, push, (total) => total),
      },
      {
        kind: 'hinge',
        says: 'only the class furthest within the margin is counted',
        error: (z, t) => {
          const all = overClasses(margin, push, pull)(z, t);
          const right = classOf(t);
          const worst = z.reduce((best, x, k) => (k !== right && (best < 0 || x > z[best]!) ? k : best), -1);
          return all.map((x, k) => (k === worst ? x : k === right ? -all[worst]! : 0));
        },
      },
      {
        kind: 'hinge',
        says: 'every class is counted for the right one, within the margin or not',
        error: overClasses(margin, push, (_, __, classes) => 1 - classes),
      },
      ...(power === 2
        ? [
            {
              kind: 'hinge',
              says: 'the excess over the margin is not multiplied in',
              error: overClasses(
                margin,
                () => 1,
                (total) => -total,
              ),
            },
          ]
        : []),
      ...others
        .filter((other) => other !== margin)
        .map((other) => ({
          kind: 'hinge-margin',
          says: `the gradient has margin ${other}, the loss ${margin}`,
          error: overClasses(other, push, pull),
        })),
    ],
  };
}
