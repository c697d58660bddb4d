import type { Sweep } from '../sweep.ts';
import type { Tensor } from '../tensor.ts';
import type { ActivationKernel } from './activations/activation-kernel.ts';
import type { Matrix } from './algebra/matrix.ts';
import { sumOfSquares } from './algebra/sum-of-squares.ts';

/** One layer of a network, as views of its blocks. */
export interface SweptLayer {
  /** [out, in], plain or transposed. */
  readonly weights: Matrix;
  readonly bias: Float64Array;
  /** Distance between two biases; default 1. */
  readonly biasStep?: number;
}

/** A network as layers of sums, activations between them, and a loss on the logits. */
export interface SweptNetwork {
  /** The blocks of the layers, and perhaps one of the inputs. */
  readonly params: Readonly<Record<string, Tensor>>;
  /** [m, n], row-major. */
  readonly inputs: Float64Array;
  readonly examples: number;
  readonly layers: readonly SweptLayer[];
  /** Of the hidden layers. */
  readonly activation: ActivationKernel;
  /** The loss of logits [m, K], row-major, without its regulariser. */
  readonly loss: (logits: Float64Array) => number;
  /** Views whose squares are summed for the regulariser, and its factor; none where the loss has no such term. */
  readonly penalty: { readonly factor: number; readonly of: readonly Matrix[] };
}

/**
 * The losses of a network along single entries of its parameters: one unit of the layer of the entry is computed anew,
 * and the layers after it. Every sum is taken in the order of {@link matmul}, so that the bits are those of the plain loss.
 *
 * @param network - Its parameters are written to while a loss is computed, and put back.
 * @example
 * const params = { W: tensor([1, 1], [2]), b: tensor([1]) };
 * const layers = [{ weights: matrix(params.W.data, 1, 1), bias: params.b.data }];
 * const penalty = { factor: 0, of: [] };
 * const head = { activation: identityActivation, loss: (logits) => logits[0], penalty };
 * layerSweep({ params, inputs: Float64Array.of(3), examples: 1, layers, ...head })('W', 0)(5); // 15
 */
export function layerSweep({ params, inputs, examples: m, layers, ...network }: SweptNetwork): Sweep {
  const { activation, loss, penalty } = network;
  const last = layers.length - 1;
  const blank = (): Float64Array[] => layers.map(({ weights }) => new Float64Array(m * weights.rows));
  /** What every layer puts out at the parameters themselves, [m, units], and where its output is computed anew. */
  const outputs = blank();
  const moved = blank();
  const squares = penalty.of.map(sumOfSquares);
  const column = new Float64Array(m);
  const before = new Float64Array(m);
  forward(0, inputs, outputs);

  /** The logits from the input of a layer on; the output of each layer is written to `to`. */
  function forward(from: number, input: Float64Array, to: readonly Float64Array[]): Float64Array {
    let a = input;
    for (let l = from; l <= last; l++) {
      const output = to[l]!;
      const units = layers[l]!.weights.rows;
      for (let unit = 0; unit < units; unit++) unitSums(layers[l]!, unit, a, m, output, unit, units);
      if (l < last) activation.apply(output, output, m * units);
      a = output;
    }
    return a;
  }

  /** The logits after one unit of a layer has changed, whose outputs are put back later from `before`. */
  function forwardFromUnit(l: number, unit: number): Float64Array {
    const output = outputs[l]!;
    const units = layers[l]!.weights.rows;
    unitSums(layers[l]!, unit, l === 0 ? inputs : outputs[l - 1]!, m, column, 0, 1);
    if (l < last) activation.apply(column, column, m);
    for (let i = 0, at = unit; i < m; i++, at += units) {
      before[i] = output[at]!;
      output[at] = column[i]!;
    }
    return forward(l + 1, output, moved);
  }

  function penalised(value: number, changed: Float64Array): number {
    if (squares.length === 0) return value;
    let sum = 0;
    for (let k = 0; k < squares.length; k++) {
      const view = penalty.of[k]!;
      sum += view.data === changed ? sumOfSquares(view) : squares[k]!;
    }
    return value + penalty.factor * sum;
  }

  return (block, index) => {
    const { data } = params[block]!;
    const l = layers.findIndex(({ weights, bias }) => weights.data === data || bias === data);
    const unit = l < 0 ? 0 : unitOf(layers[l]!, data, index);
    return (value) => {
      const was = data[index]!;
      data[index] = value;
      const result = penalised(loss(l < 0 ? forward(0, inputs, moved) : forwardFromUnit(l, unit)), data);
      if (l >= 0) {
        const units = layers[l]!.weights.rows;
        for (let i = 0, at = unit; i < m; i++, at += units) outputs[l]![at] = before[i]!;
      }
      data[index] = was;
      return result;
    };
  };
}

/** The unit that an entry of a layer's block belongs to. */
function unitOf({ weights }: SweptLayer, data: Float64Array, index: number): number {
  if (data !== weights.data) return index;
  return weights.transposed ? index % weights.stride : Math.floor(index / weights.stride);
}

/** Writes the weighted sums of one unit over all examples to `out` at `first`, `first + step`, ... */
function unitSums(
  { weights, bias, biasStep = 1 }: SweptLayer,
  unit: number,
  input: Float64Array,
  m: number,
  out: Float64Array,
  first: number,
  step: number,
): void {
  const { data, offset, stride, columns, transposed } = weights;
  const start = offset + unit * (transposed ? 1 : stride);
  const across = transposed ? stride : 1;
  const shift = bias[unit * biasStep]!;
  let from = 0;
  for (let i = 0; i < m; i++) {
    let at = start;
    let sum = 0;
    for (let p = 0; p < columns; p++) {
      sum += data[at]! * input[from++]!;
      at += across;
    }
    out[first + i * step] = sum + shift;
  }
}
