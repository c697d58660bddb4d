import { formatCount } from '../reports/format-number.ts';
import { MISTAKES } from './diagnosis/mistakes.ts';
import { namedBugs } from './diagnosis/named-bugs.ts';
import { type Tally, tallyOf } from './diagnosis/tally-of.ts';
import { part, type Section } from './suite.ts';

const SEED = 9000;
const RUNS = 25;
const CASES_OF_BUGS = 10;

/** Planted mistakes in random networks: is their cause named, and is nothing else said? */
export function diagnosis(share: number): Section {
  const tallies = MISTAKES.map((mistake, n) => ({ mistake, tally: tallyOf(mistake, part(RUNS, share), SEED + n) }));
  const named = tallies.filter(({ mistake }) => !mistake.open);
  const open = tallies.filter(({ mistake }) => mistake.open);
  const total = sumOf(named.map(({ tally }) => tally));
  const rest = sumOf(open.map(({ tally }) => tally));
  const misses: string[] = [];
  const miss = (holds: boolean, message: string): void => {
    if (!holds) misses.push(message);
  };
  miss(total.first >= 0.9 * total.runs, `named first in ${percent(total.first, total)}, 90% asked`);
  miss(total.second >= 0.97 * total.runs, `in the first two in ${percent(total.second, total)}, 97% asked`);
  const corpus = namedBugs(part(CASES_OF_BUGS, share), SEED);
  const shown = corpus.reduce((sum, bug) => sum + bug.shown, 0);
  const known = corpus.reduce((sum, bug) => sum + bug.named, 0);
  miss(known >= 0.8 * shown, `bugs of the corpus named in ${known} of ${shown} cases, 80% asked`);
  const wrong = total.wrong + rest.wrong;
  miss(wrong <= 0.01 * (total.runs + rest.runs), `wrong in ${wrong} of ${total.runs + rest.runs}, 1% allowed`);
  return {
    title: 'Diagnosis: the cause of planted mistakes',
    text: `${named.length} mistakes in the gradient of dense networks, ${part(RUNS, share)} random networks each (up to 3 layers, 8 units a layer, 6 examples; two and more of everything), seeds from ${SEED}. First: the right cause is stated and no other. Wrong: another one is stated and the right one is not; what is left is called unknown. Below the sum are mistakes that the numbers of one check mostly cannot tell, as the inputs of hidden layers are not among them: those should be called unknown. Last are the ${corpus.length} bugs of the corpus whose sort of cause a hypothesis covers, in the first ${part(CASES_OF_BUGS, share)} cases that show them.`,
    head: ['mistake', 'networks', 'first', 'first two', 'wrong'],
    rows: [
      ...named.map(({ mistake, tally }) => row(mistake.name, tally)),
      row('all', total),
      ...open.map(({ mistake, tally }) => row(mistake.name, tally)),
      ['bugs of the corpus', String(shown), `${((100 * known) / shown).toFixed(1)}%`, '', ''],
    ],
    misses,
    aside: [...total.slips, ...rest.slips].join('\n'),
  };
}

function row(name: string, tally: Tally): string[] {
  return [
    name,
    formatCount(tally.runs),
    percent(tally.first, tally),
    percent(tally.second, tally),
    String(tally.wrong),
  ];
}

function percent(count: number, { runs }: Tally): string {
  return runs === 0 ? '' : `${((100 * count) / runs).toFixed(1)}%`;
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    runs: sum(({ runs }) => runs),
    first: sum(({ first }) => first),
    second: sum(({ second }) => second),
    wrong: sum(({ wrong }) => wrong),
    slips: tallies.flatMap(({ slips }) => slips),
  };
}
