import { replayAll } from './store-all.ts';

/** Replays the cases stored in a folder and prints what became of them: `child.ts <folder>`. */
console.log(JSON.stringify({ node: process.versions.node, replayed: replayAll(process.argv[2]!) }));
