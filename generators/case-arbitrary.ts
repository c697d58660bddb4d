import fc from 'fast-check';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { fieldOf } from './case-fields.ts';
import { type RandomSource, randomSource } from './random-source.ts';
import type { Field, Schema } from './schema.ts';
import { shrinkCase } from './shrink-case.ts';

/** How to draw the cases of one kind of problem, and how to read one that is given. */
export interface CaseKind<C extends Case> {
  readonly draw: (source: RandomSource) => C;
  /** Throws where the value is no case of this kind. */
  readonly schema: (point: C) => Schema;
  /** Cases with less layers, if there are layers. */
  readonly shallower?: (point: C) => Iterable<C>;
}

/**
 * An arbitrary of whole cases whose shrinker owns architecture, options, labels and values together. It needs no
 * context, so a stored case shrinks on; the context it does keep spares the steps that have just failed.
 */
export class CaseArbitrary<C extends Case> extends fc.Arbitrary<C> {
  readonly #kind: CaseKind<C>;

  constructor(kind: CaseKind<C>) {
    super();
    this.#kind = kind;
  }

  override generate(mrng: fc.Random): fc.Value<C> {
    return new fc.Value(this.#kind.draw(randomSource(mrng)), undefined);
  }

  /** How a case of this arbitrary is to be read: its fields and named sizes. Throws where it is none. */
  schema(point: C): Schema {
    return this.#kind.schema(point);
  }

  override canShrinkWithoutContext(value: unknown): value is C {
    try {
      return fits(value as C, this.schema(value as C));
    } catch {
      return false;
    }
  }

  /** @param from - The step that made the value, as its context says. Default: none, so that all steps are tried in order. */
  override shrink(value: C, from?: unknown): fc.Stream<fc.Value<C>> {
    return new fc.Stream(this.#smaller(value, from));
  }

  *#smaller(value: C, from: unknown): Generator<fc.Value<C>> {
    const layers = { name: 'layers', smaller: () => this.#kind.shallower?.(value) ?? [] };
    for (const { name, smaller } of shrinkCase(value, this.schema(value), [layers], from)) {
      for (const point of smaller()) yield new fc.Value(point as C, name);
    }
  }
}

/** Whether every field of a case is there and has the sizes that its schema says. */
function fits(point: Case, { fields, sizes }: Schema): boolean {
  return [...fields].every(([path, field]) => isField(fieldOf(point, path), field, sizes));
}

function isField(value: unknown, field: Field, sizes: ReadonlyMap<string, number>): boolean {
  switch (field.kind) {
    case 'number':
      return value === undefined || typeof value === 'number';
    case 'choice':
      return value === undefined || typeof value === 'string';
    case 'labels':
      return Array.isArray(value) && value.length === sizes.get(field.examples);
    default: {
      const { shape, data } = (value ?? {}) as Partial<Tensor>;
      const expected = field.axes.map(({ dim, extra }) => (sizes.get(dim) ?? 1) + extra);
      return (
        String(shape) === String(expected) && data?.length === expected.reduce((product, extent) => product * extent, 1)
      );
    }
  }
}
