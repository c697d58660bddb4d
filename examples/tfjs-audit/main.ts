import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { auditOps, type TfAudit } from '../../adapters/tfjs.ts';
import { addChainedOps } from './chained-ops.ts';
import { auditPage } from './page.ts';

/** `npm run audit:tfjs [-- RUNS]`: audits the installed tfjs on both backends that run in Node. */
const numRuns = Number(process.argv[2] ?? 20);
const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(`${dirname(wasm)}/`);
addChainedOps();

const audits: TfAudit[] = [];
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend);
  await tf.ready();
  audits.push(
    await auditOps({
      numRuns,
      ...(backend === 'cpu' ? {} : { reference: 'cpu' }),
      onAudit: ({ op, form, order, outcome }) => {
        if (process.stderr.isTTY || outcome === 'mismatch') {
          console.error(`${backend}: ${op}${form === '' ? '' : `, ${form}`}, order ${order}: ${outcome}`);
        }
      },
    }),
  );
}

const page = new URL(`../../docs/audits/tfjs-${tf.version_core.split('.').slice(0, 2).join('.')}.md`, import.meta.url);
mkdirSync(new URL('.', page), { recursive: true });
writeFileSync(page, auditPage(tf.version_core, audits));
console.log(`wrote ${page.pathname}`);
