import { backSlips } from './back-slips.ts';
import { derivativeSlips } from './derivative-slips.ts';
import type { Network } from './network.ts';
import { outputSlips } from './output-slips.ts';
import type { Slip } from './slip.ts';
import { sumSlips } from './sum-slips.ts';

/**
 * The mistakes that can be made in the backward pass of a network, from the most usual to the rare ones: of two that fit, the
 * first is stated.
 *
 * @param numbers - Numbers of the case, such as the slope of a leaky relu or the margin of a hinge.
 */
export function slipsOf(network: Network, numbers: readonly number[]): readonly Slip[] {
  return [
    ...derivativeSlips(network, numbers),
    ...outputSlips(network, numbers),
    ...sumSlips(network),
    ...backSlips(network),
  ];
}
