import { sigmoid } from '../../models/sigmoid.ts';
import { softplus } from '../../models/softplus.ts';

/** An activation that a hidden layer may have. */
export interface Activation {
  readonly name: string;
  readonly apply: (z: number) => number;
  /** The derivative at the pre-activation. */
  readonly slope: (z: number) => number;
  /** The same derivative as code often writes it: from the output. */
  readonly slopeOfOutput?: (a: number) => number;
  /** What is left of `slope` where its small part is forgotten. */
  readonly withoutLeak?: (z: number) => number;
}

const step = (z: number): number => (z > 0 ? 1 : 0);

function leaky(leak: number): Activation {
  return {
    name: `leaky relu (${leak})`,
    apply: (z) => (z > 0 ? z : leak * z),
    slope: (z) => (z > 0 ? 1 : leak),
    withoutLeak: step,
  };
}

/** The slopes that frameworks and textbooks give a leaky relu. */
const LEAKS: readonly number[] = [0.01, 0.1, 0.2, 0.3, 0.05];

const IDENTITY: Activation = { name: 'identity', apply: (z) => z, slope: () => 1 };

/** GELU in the form with tanh, which can be had without an error function. */
const gelu: Activation = {
  name: 'gelu',
  apply: (z) => (z * (1 + Math.tanh(geluOf(z)))) / 2,
  slope: (z) => {
    const t = Math.tanh(geluOf(z));
    return (1 + t) / 2 + (z / 2) * (1 - t) * (1 + t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
  },
};

function geluOf(z: number): number {
  return Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3);
}

const FIXED: readonly Activation[] = [
  {
    name: 'sigmoid',
    apply: sigmoid,
    slope: (z) => sigmoid(z) * sigmoid(-z),
    slopeOfOutput: (a) => a * (1 - a),
  },
  {
    name: 'tanh',
    apply: Math.tanh,
    slope: (z) => (1 - Math.tanh(z)) * (1 + Math.tanh(z)),
    slopeOfOutput: (a) => 1 - a * a,
  },
  { name: 'relu', apply: (z) => Math.max(z, 0), slope: step },
  ...LEAKS.map(leaky),
  { name: 'softplus', apply: softplus, slope: sigmoid, slopeOfOutput: (a) => -Math.expm1(-a) },
  {
    name: 'elu',
    apply: (z) => (z > 0 ? z : Math.expm1(z)),
    slope: (z) => (z > 0 ? 1 : Math.exp(z)),
    slopeOfOutput: (a) => (a > 0 ? 1 : a + 1),
    withoutLeak: step,
  },
  gelu,
  { name: 'silu', apply: (z) => z * sigmoid(z), slope: (z) => sigmoid(z) * (1 + z * sigmoid(-z)) },
];

/**
 * The activations that are tried, the usual ones first, the identity last.
 *
 * @param numbers - Numbers of the case: those between 0 and 1 may be the slope of a leaky relu.
 */
export function activationsOf(numbers: readonly number[]): readonly Activation[] {
  const leaks = [...new Set(numbers)].filter((x) => x > 0 && x < 1 && !LEAKS.includes(x)).slice(0, 3);
  return [...FIXED, ...leaks.map(leaky), IDENTITY];
}
