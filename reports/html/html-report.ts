import { escapeHtml } from '../escape-html.ts';
import { formatCount } from '../format-number.ts';
import type { PropertyRecord, ReportFile } from '../report-schema.ts';
import { headline, nameOf } from '../summary-table.ts';
import { loadDrawing } from './drawing.ts';
import { PAGE_STYLE } from './page-style.ts';
import { propertySection } from './property-section.ts';

/** Pictures are for those that fail and the first that pass: with a thousand properties a page must stay light. */
const MOST_DRAWN = 60;
const MOST_PASSING_DRAWN = 20;
const MOST_OPEN = 20;
/** Characters in sections with pictures: wide blocks have large ones. */
const MOST_PICTURED = 3e6;

/**
 * A report as one page of HTML that needs no network and runs no script: what fails stands open at the top with its
 * pictures, what passes is closed below it, file by file.
 *
 * @example
 * (await htmlReport(reportOf([]))).startsWith('<!doctype html>'); // true
 */
export async function htmlReport(report: ReportFile): Promise<string> {
  const named = report.properties.map((record, i) => ({ record, id: `p${i + 1}` }));
  const failing = named.filter(({ record }) => !record.ok);
  const passing = named.filter(({ record }) => record.ok);
  const pictured = new Set([...failing.slice(0, MOST_DRAWN), ...passing.slice(0, MOST_PASSING_DRAWN)]);
  const drawing = pictured.size === 0 ? undefined : await loadDrawing();
  const open = new Set(failing.slice(0, MOST_OPEN));
  let [drawn, spent] = [0, 0];
  const section = (one: Named): string => {
    const isDrawn = pictured.has(one) && spent < MOST_PICTURED;
    const text = propertySection(one.record, {
      id: one.id,
      open: open.has(one),
      drawing: isDrawn ? drawing : undefined,
    });
    if (isDrawn) [drawn, spent] = [drawn + 1, spent + text.length];
    return text;
  };
  const sections = [
    ...(failing.length === 0 ? [] : ['<h2>What fails</h2>', ...failing.map(section)]),
    ...byFile(passing, section),
  ];
  return page(
    headline(report),
    [
      overview(report, failing),
      ...sections,
      drawn < named.length
        ? `<p class="figures">Pictures of the first ${formatCount(drawn)} properties only; long reports of the others are cut.</p>`
        : '',
    ].join('\n'),
  );
}

interface Named {
  readonly record: PropertyRecord;
  readonly id: string;
}

function overview(report: ReportFile, failing: readonly Named[]): string {
  const isGood = report.complete && failing.length === 0 && report.properties.length > 0;
  const troubles = [
    ...report.missing.map((what) => `<li class="bad">✗ ${escapeHtml(what)} broke off before its end</li>`),
    ...(!report.complete && report.missing.length === 0 ? ['<li class="bad">✗ the run was interrupted</li>'] : []),
    ...failing.map(
      ({ record, id }) =>
        `<li><a href="#${id}">${escapeHtml(nameOf(record))}</a>: ${escapeHtml(record.complaint)}</li>`,
    ),
  ];
  return `<h1><span class="${isGood ? 'good">✓' : 'bad">✗'}</span> ${escapeHtml(headline(report))}</h1>
<p class="figures">gradcheck ${escapeHtml(report.gradcheck)}</p>
${troubles.length === 0 ? '' : `<ul>${troubles.join('')}</ul>`}`;
}

function byFile(passing: readonly Named[], section: (one: Named) => string): readonly string[] {
  return passing.flatMap((one, i) => {
    const { file } = one.record;
    const isNew = i === 0 || passing[i - 1]!.record.file !== file;
    return [...(isNew ? [`<h2>${escapeHtml(file || 'What passes')}</h2>`] : []), section(one)];
  });
}

function page(title: string, body: string): string {
  // The policy forbids every script and every address: a name in a report can do nothing.
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}
