import {
  type ClassifierData,
  type ClassifierParams,
  hingeClassifier,
  hingeLossLoop,
  type Model,
  softmaxClassifier,
  softmaxLossLoop,
} from '../../core/models/index.ts';
import { classifierCase } from '../../examples/mnist/problems.ts';
import { checkRows, floorRow } from '../check-rows.ts';
import { classicalLoop } from '../classical-loop.ts';
import { type Row, rowOf, speedup } from '../row.ts';
import { medianTime } from '../timing.ts';
import { atLeast, type Workload } from '../workload.ts';

type Classifier = Model<ClassifierParams, ClassifierData>;
type LossLoop = (params: ClassifierParams, data: ClassifierData) => number;

const CLASSICAL = 'classical loop in JS';
const SYSTEMS: readonly [string, Classifier, LossLoop][] = [
  ['softmax', softmaxClassifier, softmaxLossLoop],
  ['hinge', hingeClassifier, hingeLossLoop],
];
const point = () => classifierCase(10) as Required<ReturnType<typeof classifierCase>>;

export const workload: Workload = {
  title: 'd. Softmax and hinge classifiers 785 x 10 on 10 digits',
  text: '7,850 parameters. The classical loop evaluates two losses in plain loops for every entry.',
  measures: Object.fromEntries(
    SYSTEMS.flatMap(([name, model, loop]): [string, () => readonly Row[]][] => [
      [`gradcheck, ${name}`, () => checkRows(name, model, point())],
      [`floor, ${name}`, () => [floorRow(name, loop, model, point())]],
      [`classical, ${name}`, () => [classical(name, model, loop)]],
    ]),
  ),
  peers: () =>
    SYSTEMS.flatMap(([name]) => {
      const input = { model: name, cases: [{ group: name, ...point() }] };
      return [
        { script: 'torch_gradcheck', input: { ...input, modes: ['slow', 'fast'] } },
        { script: 'scipy_checks', input },
        { script: 'numpy_loop', input },
      ] as const;
    }),
  targets: (rows) =>
    SYSTEMS.map(([name]) => {
      const times = speedup(rowOf(rows, name, 'gradcheck'), rowOf(rows, name, CLASSICAL));
      return atLeast(`${name}: >= 50 times faster than the classical loop in JS`, 50, times);
    }),
};

function classical(group: string, model: Classifier, loop: LossLoop): Row {
  const { params, data } = point();
  const { shape } = params.W;
  const run = () =>
    classicalLoop(
      (theta) => loop({ W: { shape, data: theta } }, data),
      model.gradient(params, data).W.data,
      params.W.data,
    );
  const { difference, losses } = run();
  if (!(difference < 1e-6)) throw new Error(`the classical loop is off by ${difference}`);
  const seconds = medianTime(run, { budget: 3, least: 3 });
  return { group, name: CLASSICAL, role: 'peer', seconds, losses, gradients: 1 };
}
