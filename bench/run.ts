// npm run bench, bench:scale, bench:memory, bench:listings and bench:failover; see README.md for what each of them measures.
const PROGRAMS: Readonly<Record<string, () => Promise<unknown>>> = {
  compare: () => import('./compare.ts'),
  scale: () => import('./scale.ts'),
  memory: () => import('./memory.ts'),
  listings: () => import('./listings.ts'),
  failover: () => import('./failover.ts'),
};

const [, , name = ''] = process.argv;
const program = PROGRAMS[name];
if (!program) throw new Error(`${name} is none of ${Object.keys(PROGRAMS).join(', ')}`);
await program();
