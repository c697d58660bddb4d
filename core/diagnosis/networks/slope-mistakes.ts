import { type Activation, activationsOf } from './activations.ts';

/** What may stand in the place of the derivative of an activation. */
export interface SlopeMistake {
  readonly kind: string;
  readonly says: string;
  /** From what the activation is given. */
  readonly slope: (z: number) => number;
}

/**
 * The mistakes that are made in the derivative of an activation, the usual ones first.
 *
 * @param numbers - Numbers of the case, as for {@link activationsOf}.
 */
export function slopeMistakes(activation: Activation, numbers: readonly number[]): readonly SlopeMistake[] {
  const { name, apply, slope, slopeOfOutput, withoutLeak } = activation;
  const others = activationsOf(numbers).filter((other) => other.name !== name && other.name !== 'identity');
  const mistake = (kind: string, says: string, of: (z: number) => number): SlopeMistake => ({ kind, says, slope: of });
  return [
    mistake('derivative-missing', `the derivative of ${name} is left out`, () => 1),
    mistake('derivative-twice', `the derivative of ${name} is multiplied in twice`, (z) => slope(z) ** 2),
    mistake('derivative-at-output', `the derivative of ${name} is taken at its output, not at what it is given`, (z) =>
      slope(apply(z)),
    ),
    ...(slopeOfOutput
      ? [
          mistake(
            'derivative-at-input',
            `the derivative of ${name} is written for its output, but fed what the activation is given`,
            slopeOfOutput,
          ),
        ]
      : []),
    ...(withoutLeak ? [mistake('leaky-slope', `the slope of ${name} below 0 is dropped`, withoutLeak)] : []),
    mistake('derivative-wrong', `the derivative of ${name} is one minus itself`, (z) => 1 - slope(z)),
    mistake('derivative-wrong', `${name} itself stands where its derivative is due`, apply),
    ...others.flatMap((other) => {
      const { slopeOfOutput: ofOutput } = other;
      const says = `the derivative is that of ${other.name}, the activation is ${name}`;
      return [
        mistake('derivative-of-another', says, other.slope),
        ...(ofOutput
          ? [mistake('derivative-of-another', `${says}, and it is taken of its output`, (z) => ofOutput(apply(z)))]
          : []),
      ];
    }),
  ];
}
