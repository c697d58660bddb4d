import type { Where } from '../faults/fault.ts';
import { FAULTS } from '../faults/index.ts';
import { CHANGES } from './changes.ts';
import type { Mistake } from './mistake.ts';
import { NETWORK_MISTAKES } from './network-mistakes.ts';

const FACTOR = ['constant-factor', 'constant-factor-beside-regulariser'];
const ZERO = ['zero', 'zero-beside-regulariser'];
/** What is wrong at the outputs is wrong all the way down. */
const OUTPUTS = ['output-error'];

/**
 * What the faults of `quality/faults` are to be called, once each where they differ by place alone. Where a mistake comes to
 * a simpler one (a part that is all there is, a slope that is 1, a sum that is 0), that is right as well.
 */
const NAMED: readonly (readonly [name: string, where: Where, kinds: readonly string[]])[] = [
  ['dW doubled', 'first', FACTOR],
  ['dW doubled', 'every', FACTOR],
  ['db four times too large', 'first', FACTOR],
  ['dW off by 1e-4 of itself', 'first', FACTOR],
  ['db off by a third', 'last', FACTOR],
  ['the error of the logits halved', 'every', [...FACTOR, ...OUTPUTS]],
  ['db a mean over units', 'first', FACTOR],
  ['dW negative', 'first', FACTOR],
  ['target minus output', 'every', [...FACTOR, ...OUTPUTS]],
  ['the error sent back negative', 'last', [...FACTOR, 'chain']],
  ['dW', 'last', ZERO],
  ['db', 'every', ZERO],
  ['dW', 'every', FACTOR],
  ['dW averaged twice', 'every', FACTOR],
  ['db of the first example alone', 'first', ['examples', ...ZERO]],
  ['dW overwritten by the last example', 'first', ['examples', ...ZERO]],
  ['the error sent back by the first unit alone', 'last', ['backward-units', ...ZERO]],
  ['the last example in dW', 'first', ['examples', ...ZERO]],
  ['the last class in the error of the logits', 'every', ['output-units', 'lines-zero', ...OUTPUTS]],
  ['the last unit in the error sent back', 'last', ['backward-units', ...ZERO]],
  ['the last row of dW', 'first', ['lines-zero', ...ZERO]],
  ['the last column of dW', 'last', ['lines-zero', ...ZERO]],
  ['the last entry of db', 'first', ['lines-zero']],
  ['dW written column by column', 'first', ['transposed']],
  ['W read column by column on the way back', 'last', ['backward-weights']],
  ['dW from the next input', 'first', ['shifted', 'reversed']],
  ['db of the next unit', 'first', ['shifted', 'reversed']],
  ['rows of dW one further', 'last', ['shifted', 'reversed']],
  ['the error sent back by the next unit', 'last', ['backward-units', ...FACTOR]],
  ['left out', 'last', ['derivative-missing']],
  ['left out', 'every', ['derivative-missing']],
  ['taken twice', 'last', ['derivative-twice']],
  ['taken at the output', 'every', ['derivative-at-output']],
  ['one minus itself', 'last', ['derivative-wrong', ...ZERO]],
  ['of the first example', 'every', ['derivative-of-another-example', 'lines-zero', ...ZERO]],
  ['of the next unit', 'last', ['derivative-of-another-unit']],
  ['the error above ignored on the way back', 'last', ['upstream-ones']],
  ['weights without their signs on the way back', 'every', ['backward-weights']],
  ['every target taken for the first', 'every', ['targets', ...OUTPUTS]],
  ['the error above squared on the way back', 'last', ['upstream-squared']],
  ['dW from what the activation was given', 'last', ['layer-input']],
  ['dW from the next example', 'first', ['examples', 'layer-input']],
  ['the target of the next example', 'every', ['targets', ...OUTPUTS]],
  ['missing', 'every', ['regulariser', 'zero']],
  ['doubled', 'every', ['regulariser']],
  ['a mean over examples', 'every', ['regulariser']],
  ['without its weights', 'last', ['regulariser']],
  ['of absolute values', 'every', ['regulariser']],
  ['though weights alone are', 'every', ['regulariser']],
];

/**
 * Faults that the numbers of one check mostly cannot tell, as the inputs of hidden layers are not known, or there are more
 * examples than inputs; they may be called unknown.
 */
const OPEN: readonly (readonly [name: string, kinds: readonly string[]])[] = [
  ['dW a product of sums', ['examples', 'layer-input', 'column-factors', ...FACTOR]],
  ['db summed over units', ['wrong-axis', ...ZERO]],
  ['the last example in db', ['examples', ...FACTOR]],
  ['the first example in dW', ['examples', 'column-factors', ...FACTOR, ...ZERO]],
];

const dense = FAULTS.filter(({ network }) => network === 'dense');

/** Mistakes with the diagnoses that are right for them, and at the end those that need not be named. */
export const MISTAKES: readonly Mistake[] = [
  ...NAMED.flatMap(([name, where, kinds]) => {
    const by = dense.find((fault) => fault.name === name && fault.where === where);
    return by ? [{ name: `${by.family}: ${name} (${where})`, by, kinds }] : [];
  }),
  ...CHANGES,
  ...NETWORK_MISTAKES,
  ...OPEN.flatMap(([name, kinds]): readonly Mistake[] => {
    const by = dense.find((fault) => fault.name === name);
    return by ? [{ name: `${by.family}: ${name} (${by.where})`, by, kinds, open: true }] : [];
  }),
];
