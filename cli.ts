#!/usr/bin/env node
import { runCommand } from './adapters/cli/program.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  out: (text) => console.log(text),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  colours: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
});
