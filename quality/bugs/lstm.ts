import { sigmoid } from '../../core/models/sigmoid.ts';

/** The weights of one gate of an LSTM cell with a single unit: on the input, on the last output, and its bias. */
export interface Gate {
  readonly wx: number;
  readonly wh: number;
  readonly b: number;
}

export interface Lstm {
  readonly forget: Gate;
  readonly input: Gate;
  readonly output: Gate;
  readonly candidate: Gate;
}

/** Inputs in time, and by how much the output of each step counts in the loss. */
export interface Sequence {
  readonly inputs: readonly number[];
  readonly readout: readonly number[];
}

type Gates = { readonly [G in keyof Lstm]: number };

interface Step extends Gates {
  readonly x: number;
  readonly cellBefore: number;
  readonly before: number;
  readonly cell: number;
  readonly out: number;
}

const GATES = ['forget', 'input', 'output', 'candidate'] as const;

function forward(lstm: Lstm, inputs: readonly number[]): Step[] {
  const steps: Step[] = [];
  for (const x of inputs) {
    const { cell: cellBefore, out: before } = steps.at(-1) ?? { cell: 0, out: 0 };
    const sum = ({ wx, wh, b }: Gate): number => wx * x + wh * before + b;
    const forget = sigmoid(sum(lstm.forget));
    const input = sigmoid(sum(lstm.input));
    const output = sigmoid(sum(lstm.output));
    const candidate = Math.tanh(sum(lstm.candidate));
    const cell = forget * cellBefore + input * candidate;
    steps.push({ forget, input, output, candidate, x, cellBefore, before, cell, out: output * Math.tanh(cell) });
  }
  return steps;
}

/** The sum of the outputs, weighted by the readout. */
export function lstmLoss(lstm: Lstm, { inputs, readout }: Sequence): number {
  return forward(lstm, inputs).reduce((loss, { out }, t) => loss + readout[t]! * out, 0);
}

/**
 * Backpropagation through time (Hochreiter and Schmidhuber 1997, with forget gates).
 *
 * @param biasDelta - The delta that the bias of a gate gets. Default: that of the gate.
 */
export function lstmGradient(
  lstm: Lstm,
  { inputs, readout }: Sequence,
  biasDelta: (deltas: Gates, gate: keyof Lstm) => number = (deltas, gate) => deltas[gate],
): Lstm {
  const zero = (): { wx: number; wh: number; b: number } => ({ wx: 0, wh: 0, b: 0 });
  const gradient = { forget: zero(), input: zero(), output: zero(), candidate: zero() };
  let outFlow = 0;
  let cellFlow = 0;
  for (const [t, step] of [...forward(lstm, inputs).entries()].reverse()) {
    const dOut = readout[t]! + outFlow;
    const tanhCell = Math.tanh(step.cell);
    const dCell = dOut * step.output * (1 - tanhCell ** 2) + cellFlow;
    const deltas: Gates = {
      forget: dCell * step.cellBefore * step.forget * (1 - step.forget),
      input: dCell * step.candidate * step.input * (1 - step.input),
      output: dOut * tanhCell * step.output * (1 - step.output),
      candidate: dCell * step.input * (1 - step.candidate ** 2),
    };
    outFlow = 0;
    cellFlow = dCell * step.forget;
    for (const gate of GATES) {
      gradient[gate].wx += deltas[gate] * step.x;
      gradient[gate].wh += deltas[gate] * step.before;
      gradient[gate].b += biasDelta(deltas, gate);
      outFlow += deltas[gate] * lstm[gate].wh;
    }
  }
  return gradient;
}
