import type { Tensor } from '../../tensor.ts';
import { layerName } from '../layer-name.ts';

/**
 * Number of layers of a network whose blocks are W1, b1, ..., WL, bL, counted without gaps.
 *
 * @param params - Blocks by name.
 * @param other - Name of one more block that belongs to the network, such as `X`.
 * @throws TypeError when `params` is no object of blocks, or a block is missing or unknown.
 * @example
 * layerCount({ W1: tensor([1, 1]), b1: tensor([1]) }); // 1
 */
export function layerCount(params: Readonly<Record<string, Tensor>>, other?: string): number {
  if (params === null || typeof params !== 'object') {
    throw new TypeError(`params is ${params === null ? 'null' : typeof params}, expected blocks W1, b1, W2, b2, ...`);
  }
  let layers = 0;
  while (params[layerName('W', layers + 1)] !== undefined) layers++;
  if (layers === 0) throw missing('W1', params);
  for (let l = 1; l <= layers; l++) {
    if (params[layerName('b', l)] === undefined) throw missing(layerName('b', l), params);
  }
  let found = 0;
  for (const name in params) if (name !== other) found++;
  if (found !== 2 * layers) throw unknown(params, layers, other);
  return layers;
}

function missing(name: string, params: object): TypeError {
  return new TypeError(`${name} is missing: params has ${Object.keys(params).join(', ') || 'no blocks'}`);
}

function unknown(params: object, layers: number, other: string | undefined): TypeError {
  const expected = new Set<string>();
  for (let l = 1; l <= layers; l++) expected.add(layerName('W', l)).add(layerName('b', l));
  if (other !== undefined) expected.add(other);
  const name = Object.keys(params).find((key) => !expected.has(key));
  return new TypeError(
    `params has an unknown block ${name}, expected ${[...expected].join(', ')}, counted without gaps`,
  );
}
