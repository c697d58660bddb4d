import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockCheck, BlockVerdict, EntryCheck, GradientCheck, JudgedCheck } from '../core/results.ts';
import { tensor } from '../core/tensor.ts';
import { checkDetails, checkText } from './check-text.ts';

function entry(name: string, analytic: number, numeric: number, more: Partial<EntryCheck> = {}): EntryCheck {
  const error = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic), Math.abs(numeric), 1e-300);
  const verdict = error < 1e-6 ? 'agrees' : 'disagrees';
  return { entry: name, verdict, analytic, numeric, errorBound: 2e-11, error, ratio: analytic / numeric, ...more };
}

function block(name: string, shape: readonly number[], entries: readonly EntryCheck[], wrong = 0): BlockCheck {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return { block: name, shape, size, verdict: entries[0]!.verdict, wrong, worst: entries[0]!, entries };
}

function judged(verdict: BlockVerdict, blocks: readonly BlockCheck[], more: Partial<JudgedCheck> = {}): GradientCheck {
  return {
    verdict,
    blocks,
    blame: blocks.filter((b) => b.verdict === 'disagrees').map((b) => b.block),
    diagnoses: [],
    notes: [],
    evaluations: { loss: 1234, gradient: 7 },
    resolution: 4e-9,
    noise: 3e-16,
    seed: 0,
    ...more,
  };
}

const wrong = judged(
  'disagrees',
  [
    block('W1', [2, 2], [entry('W1[0,0]', 0, 0, { ratio: Number.NaN })]),
    block(
      'W2',
      [1, 5],
      [
        entry('W2[0,3]', 2.5, 1.25),
        entry('W2[0,1]', -0.5, -0.25),
        entry('W2[0,0]', 1e-7, 5e-8),
        entry('W2[0,2]', 3, 1.5),
        entry('W2[0,4]', 1, 1),
      ],
      4,
    ),
  ],
  {
    notes: [],
    diagnoses: [
      {
        kind: 'constant-factor',
        block: 'W2',
        message: 'dW2 is 2.000 times its central difference in all 5 entries',
        evidence: { factor: 2 },
      },
    ],
  },
);

describe('the text of a check that', () => {
  test('agrees: what would have been caught, and the worst entry of every block', () => {
    const check = judged('agrees', [
      block('W1', [3, 2], [entry('W1[2,1]', 0.123456789, 0.123456789)]),
      block('b1', [3], [entry('b1[0]', -1234567.8, -1234567.8, { errorBound: 3e-5 })]),
    ]);
    expect(
      checkText(check, undefined, {}, 'my loss'),
    ).toBe(`my loss agrees with its loss; an error of 4e-9 would have been caught

               entry      analytic  central difference  ratio
  dW1  agrees  W1[2,1]    0.123457   0.123457 +- 2e-11  1.000
  db1  agrees  b1[0]    -1.23457e6  -1.23457e6 +- 3e-5  1.000

  1,234 losses, 7 gradients; noise of the loss 3e-16`);
  });

  test('disagrees: the blame, the cause, three entries that are wrong and none that agrees, the case and the seed', () => {
    const params = {
      W1: [
        [0.5, -0],
        [1, 2],
      ],
      W2: [[1, 2, 3, 4, 5]],
    };
    expect(checkText(wrong, { params, data: { x: 'a' } }, { seed: 42 })).toBe(`gradient disagrees: W2

  dW2 is 2.000 times its central difference in all 5 entries

                            entry    analytic  central difference  ratio
  dW1  agrees               W1[0,0]         0          0 +- 2e-11
  dW2  disagrees in 4 of 5  W2[0,3]       2.5       1.25 +- 2e-11  2.000
                            W2[0,1]      -0.5      -0.25 +- 2e-11  2.000
                            W2[0,0]      1e-7       5e-8 +- 2e-11  2.000

  1,234 losses, 7 gradients; noise of the loss 3e-16

  case: {
    params: { W1: [[0.5, -0], [1, 2]], W2: [[1, 2, 3, 4, 5]] },
    data: { x: 'a' },
  }

  seed: 42`);
  });

  test('is at a kink: both slopes in place of the central difference', () => {
    const slopes = { left: 0, right: 1 };
    const atKink = entry('w[0]', 0.25, 0.5, { verdict: 'kink', slopes, errorBound: 1e-12 });
    const check = judged('kink', [block('w', [2], [atKink, entry('w[1]', 1, 1)])]);
    expect(
      checkText(check, { params: [0, 1] }),
    ).toBe(`gradient is at a kink: not differentiable here, the claim is a valid subgradient or cannot be judged

            entry  analytic  central difference  ratio
  dw  kink  w[0]       0.25     0 left, 1 right  0.500

  1,234 losses, 7 gradients; noise of the loss 3e-16

  case: { params: [0, 1] }`);
  });

  test('is unresolved: no ratio, and a noise that explains it', () => {
    const hidden = entry('params', 1, 0, { verdict: 'unresolved', errorBound: Infinity, ratio: Infinity });
    const check = judged('unresolved', [block('params', [], [hidden])], { resolution: Infinity, noise: 16 });
    expect(checkText(check, { params: 3 })).toBe(`gradient is unresolved: noise hides the answer at the resolution asked

                       entry   analytic  central difference  ratio
  dparams  unresolved  params         1       0 +- Infinity

  1,234 losses, 7 gradients; noise of the loss 16

  case: { params: 3 }`);
  });

  test('is invalid: the reason and the message, no table', () => {
    const check: GradientCheck = {
      ...judged('agrees', []),
      verdict: 'invalid',
      reason: 'shape-mismatch',
      message: 'gradient.W: expected shape [2, 2] like the parameters, came shape [4]',
    };
    expect(
      checkText(
        check,
        {
          params: {
            W: [
              [1, 2],
              [3, 4],
            ],
          },
        },
        { seed: 3 },
        'net',
      ),
    ).toBe(`net is invalid (shape-mismatch)

  gradient.W: expected shape [2, 2] like the parameters, came shape [4]

  case: { params: { W: [[1, 2], [3, 4]] } }

  seed: 3`);
  });
});

describe('of many blocks', () => {
  const named = (count: number, wrongs: (i: number) => boolean) =>
    Array.from({ length: count }, (_, i) =>
      block(`layer${i}`, [1], [entry(`layer${i}[0]`, wrongs(i) ? 2 : 1, 1)], wrongs(i) ? 1 : 0),
    );
  const cause = (i: number) => ({ kind: 'unknown', block: `layer${i}`, message: `cause of layer${i}`, evidence: {} });

  test('one that is wrong stands alone, and the others are counted', () => {
    const text = checkText(
      judged(
        'disagrees',
        named(30, (i) => i === 17),
      ),
    );
    expect(text.split('\n').filter((line) => /^ {2}d/.test(line))).toEqual([
      '  dlayer17  disagrees in 1 of 1  layer17[0]         2          1 +- 2e-11  2.000',
    ]);
    expect(text).toContain('\n  and 29 more blocks: 29 agrees\n');
  });

  test('the ten that are worst stand for all', () => {
    const diagnoses = Array.from({ length: 30 }, (_, i) => cause(i) as never);
    const text = checkText(
      judged(
        'disagrees',
        named(30, () => true),
        { diagnoses },
      ),
    );
    expect(text.split('\n')[0]).toBe('gradient disagrees: layer0, layer1, layer2, layer3, layer4 and 25 more');
    expect(text).toContain('  and 20 more blocks: 20 disagrees\n');
    expect(text).toContain(
      '  cause of layer7\n  and 22 more: dlayer8, dlayer9, dlayer10, dlayer11, dlayer12 and 17 more\n',
    );
    expect(text.split('\n').length).toBeLessThan(32);
    const right = checkText(
      judged(
        'agrees',
        named(30, () => false),
      ),
    );
    expect(right).toContain('  and 20 more blocks: 20 agrees\n');
  });

  test('long names are cut, so that the table has little more than 80 columns', () => {
    const name = `encoder.${'attention.'.repeat(12)}kernel`;
    const text = checkText(judged('disagrees', [block(name, [3], [entry(`${name}[2]`, 0.123456, 2.34567)], 1)]));
    const table = text.slice(text.indexOf('\n\n'));
    expect(table).toContain('[2]');
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(86);
  });
});

test('only entries that are wrong are shown of a block that disagrees', () => {
  const half = block('W', [2], [entry('W[1]', 2, 1), entry('W[0]', 1, 1)], 1);
  const text = checkText(judged('disagrees', [half]));
  expect(text).toContain('disagrees in 1 of 2  W[1]');
  expect(text).not.toContain('W[0]');
});

test('the details are the text without headline, case and seed', () => {
  const text = checkText(wrong, { params: 1 }, { seed: 1 });
  expect(text).toContain(checkDetails(wrong));
  expect(checkDetails(wrong)).not.toMatch(/disagrees: |case: |seed: /);
});

test('a case of tensors is written as code', () => {
  const text = checkText(wrong, { params: { W: tensor([1, 2], [1, -0.5]) } });
  expect(text).toContain('case: { params: { W: { shape: [1, 2], data: Float64Array.of(1, -0.5) } } }');
});

describe('for any numbers', () => {
  const number = fc.oneof(
    fc.tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: -60, max: 60 })).map(([x, e]) => {
      const value = x * 10 ** e;
      return Math.abs(value) < 1e-90 ? 0 : value;
    }),
    fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((x) => Number(x.toFixed(9))),
    fc.constantFrom(0, -0, 1, -0.000123457),
  );
  const position = fc.integer({ min: 0, max: 99 });
  const blocks = fc.array(
    fc.tuple(
      fc.constantFrom('W1', 'b12', 'Theta2', 'kernel', 'params'),
      number,
      number,
      position,
      position,
      fc.boolean(),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const textOf = (rows: readonly [string, number, number, number, number, boolean][]): string =>
    checkText(
      judged(
        'disagrees',
        rows.map(([name, analytic, numeric, i, j, kink]) => {
          const slopes = kink ? { slopes: { left: numeric, right: -numeric } } : {};
          // Ratios of a thousand and more are another matter.
          const ratio = Math.abs(analytic / numeric) < 1000 ? analytic / numeric : Number.NaN;
          return block(name, [100, 100], [entry(`${name}[${i},${j}]`, analytic, numeric, { ratio, ...slopes })], 1234);
        }),
      ),
    );

  test('no line is longer than 120 columns', () => {
    fc.assert(
      fc.property(blocks, (rows) => {
        for (const line of textOf(rows).split('\n')) expect(line.length).toBeLessThanOrEqual(120);
      }),
    );
  });

  test('every line of the table has its entry and its ratio in the same columns', () => {
    fc.assert(
      fc.property(blocks, (rows) => {
        const lines = textOf(rows).split('\n');
        const head = lines.findIndex((line) => line.includes('central difference'));
        const from = lines[head]!.indexOf('entry');
        const to = lines[head]!.indexOf('ratio') + 'ratio'.length;
        for (const [i, [name]] of rows.entries()) {
          const line = lines[head + 1 + i]!;
          expect(line.slice(from - 2, from)).toBe('  ');
          expect(line.slice(from)).toMatch(new RegExp(`^${name}\\[\\d+,\\d+\\] `));
          if (/\.\d\d\d$/.test(line)) expect(line.length).toBeGreaterThanOrEqual(to);
        }
      }),
    );
  });
});
