import type { AuditOutcome, Mismatch, OpAudit, Refusal, TfAudit } from '../../adapters/tfjs.ts';

/** The audit as a Markdown page: silent mismatches first, then what throws, conventions, and every operation in a table. */
export function auditPage(version: string, audits: readonly TfAudit[]): string {
  return `${[
    `# The gradients of tfjs ${version}`,
    `Written by \`npm run audit:tfjs\`. Each form of an operation is checked at drawn shapes, axes, strides, paddings and
values against differences of its own forward pass, in float32, with a random upstream gradient; what disagrees is shrunk.
\`order 2\` is the gradient of the gradient (plus \`0 * x\`, since tfjs refuses to differentiate what does not depend on \`x\`).
Numbers: \`analytic\` is what tfjs claims, \`numeric\` the central difference with its error bound. Not covered here: the
webgl and webgpu backends, which need a browser; \`auditOps\` runs there as well.

Most second orders below have one cause: what tfjs saves of an output (Exp, Tanh, Softmax ...) is cut off from the input, so that
its share of the second derivative is lost, in \`x * exp(x)\` as well. Resizing a single pixel by nearest neighbour with its
corners aligned is left out: the backward kernel of the cpu backend never ends.`,
    ...audits.flatMap((audit) => sectionsOf(audit)),
  ].join('\n\n')}\n`;
}

function sectionsOf(audit: TfAudit): readonly string[] {
  const of = (outcome: AuditOutcome): readonly OpAudit[] => audit.ops.filter((op) => op.outcome === outcome);
  const refused = audit.ops.filter(({ order, outcome, refusal }) => order === 1 && outcome !== 'missing' && refusal);
  const missing = of('missing');
  return [
    `## Backend ${audit.backend}`,
    summaryOf(audit),
    `### Wrong, and nothing says so`,
    ...of('mismatch').map((op) => `**${title(op)}** (${counts(op)})\n\n${saidOf(op.mismatch!)}`),
    ...(of('forward').length === 0
      ? []
      : [
          `### A forward pass that is wrong`,
          `The gradient fits the forward pass of the cpu backend, and not that of this one.`,
          ...of('forward').map((op) => `**${title(op)}** (${counts(op)})\n\n${saidOf(op.mismatch!)}`),
        ]),
    `### Right or stopped by an error`,
    `Some cases raise an error or give NaN: loud, but no gradient. The smallest such case each.`,
    refused.map((op) => `- ${title(op)} (${counts(op)}): ${refusalOf(op.refusal!)}`).join('\n'),
    `### Conventions`,
    `No derivative, and not meant to be one.`,
    of('convention')
      .map((op) => `- ${title(op)}: ${op.convention}. ${figuresOf(op.mismatch!)}`)
      .join('\n'),
    `### No gradient there`,
    `At order 1: ${names(missing.filter(({ order }) => order === 1))}.`,
    `At order 2: ${names(missing.filter(({ order }) => order === 2))}.`,
    `Registered but not audited: ${audit.unaudited.length === 0 ? 'none' : audit.unaudited.join(', ')}.`,
    `### All operations`,
    tableOf(audit.ops),
  ];
}

function summaryOf({ ops, seed }: TfAudit): string {
  const firsts = ops.filter(({ order }) => order === 1);
  const wrong = new Set(ops.filter(({ outcome }) => outcome === 'mismatch').map(({ op }) => op));
  const cases = ops.reduce((sum, { runs }) => sum + runs.done, 0);
  return `${new Set(ops.map(({ op }) => op)).size} operations in ${firsts.length} forms, ${cases} cases (seed ${seed}): ${wrong.size} operations are silently wrong in some form or order.`;
}

function title({ op, form, order }: OpAudit): string {
  return `${op}${form === '' ? '' : `, ${form}`}${order === 2 ? ', order 2' : ''}`;
}

function counts({ runs: { done, agrees, disagrees, kink, unresolved, invalid } }: OpAudit): string {
  const parts = { agree: agrees, disagree: disagrees, 'at kinks': kink, unresolved, invalid };
  const said = Object.entries(parts).filter(([, count]) => count > 0);
  return `of ${done} cases ${said.map(([name, count]) => `${count} ${name}`).join(', ')}`;
}

function saidOf(mismatch: Mismatch): string {
  const { left, right, cause, reference } = mismatch;
  return [
    figuresOf(mismatch),
    `No kink: the slopes over 1/64 to the left and to the right are ${short(left)} and ${short(right)}.`,
    ...(reference === undefined ? [] : [`On the cpu backend the slope is ${short(reference)}.`]),
    ...(cause === '' ? [] : [`${cause}.`]),
  ].join(' ');
}

function figuresOf({ case: point, entry, analytic, numeric, errorBound }: Mismatch): string {
  return `\`${shown(point)}\`: \`${entry}\` is ${short(analytic)} analytically, ${short(numeric)} ± ${errorBound.toExponential(0)} numerically.`;
}

function refusalOf({ case: point, message }: Refusal): string {
  return `\`${shown(point)}\`: ${message.replaceAll('\n', ' ').slice(0, 200)}`;
}

function names(ops: readonly OpAudit[]): string {
  return ops.length === 0 ? 'none' : [...new Set(ops.map(({ op }) => op))].join(', ');
}

function tableOf(ops: readonly OpAudit[]): string {
  const rows = ops.map(({ op, form, order, outcome, runs }) => {
    const { done, agrees, disagrees, kink, unresolved, invalid } = runs;
    return `| ${[op, form, order, outcome, done, agrees, disagrees, kink, unresolved, invalid].join(' | ')} |`;
  });
  return [
    '| operation | form | order | outcome | cases | agrees | disagrees | kink | unresolved | invalid |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Tensors as nested lists, where there is something in them to see; else by their shape. */
function shown(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || !('shape' in part && 'data' in part)) return part;
    const { shape, data } = part as { readonly shape: readonly number[]; readonly data: ArrayLike<number> };
    const values = Array.from(data, (x) => Number(x.toPrecision(4)));
    return values.every((x) => x === values[0])
      ? `${values[0] ?? ''} in shape [${shape.join(', ')}]`
      : `${values.join(', ')} in shape [${shape.join(', ')}]`;
  }).replaceAll('"', '');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
