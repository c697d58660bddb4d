#!/usr/bin/env node
import { runCommand } from './adapters/cli/program.ts';
import { hasColours } from './adapters/colours.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => console.log(text),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  colours: hasColours(process.stdout),
  ...(process.stdout.columns === undefined ? {} : { columns: process.stdout.columns }),
});
