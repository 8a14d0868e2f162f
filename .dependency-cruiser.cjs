/** Who may import whom (shared design: apps → contexts → kernel libs). test/layers.spec.ts shows that a forbidden import fails. */
const contexts = 'people|custody|housing|health|sharing|readiness|supervision|councils';
const kernel = 'event-sourcing|calendar|reference|access|web|process|observability';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-imports-no-context',
      comment: 'The kernel knows no domain.',
      severity: 'error',
      from: { path: `^libs/(${kernel})/` },
      to: { path: `^libs/(${contexts})/` },
    },
    {
      name: 'event-sourcing-knows-nobody',
      comment: 'The event-sourcing kernel may use the clock of libs/calendar and nothing else of ours.',
      severity: 'error',
      from: { path: '^libs/event-sourcing/' },
      to: { path: '^libs/(?!event-sourcing/|calendar/)' },
    },
    {
      name: 'messaging-imports-only-events-of-contexts',
      comment: 'What carries events may know their dictionaries, and nothing else of a context.',
      severity: 'error',
      from: { path: '^libs/messaging/', pathNot: '\\.spec\\.ts$' },
      to: { path: `^libs/(${contexts})/`, pathNot: '^libs/[^/]+/src/events\\.ts$' },
    },
    {
      name: 'an-integration-imports-commands-and-events',
      comment:
        'What translates for another system may give the commands of the contexts it writes to, and nothing else of them (ADR 0020).',
      severity: 'error',
      from: { path: '^libs/hmpps/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: `^libs/(${contexts})/`,
        pathNot: ['^libs/(people|custody)/src/events\\.ts$', '^libs/(people|custody)/src/[^/]+/commands\\.ts$'],
      },
    },
    {
      name: 'nobody-imports-an-integration',
      comment: 'Only an app knows which other systems there are.',
      severity: 'error',
      from: { path: '^libs/(?!hmpps/)' },
      to: { path: '^libs/hmpps/' },
    },
    {
      name: 'libs-import-no-app',
      severity: 'error',
      from: { path: '^libs/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(apps|test|bench)/' },
    },
    {
      name: 'a-context-imports-only-events-of-another',
      comment: "A context may import another's events.ts and nothing else of it.",
      severity: 'error',
      from: { path: `^libs/(${contexts})/` },
      to: { path: `^libs/(${contexts})/`, pathNot: ['^libs/$1/', '^libs/[^/]+/src/events\\.ts$'] },
    },
    {
      name: 'deciders-are-pure',
      comment: 'A decider or a rule imports types, calendar and reference data: no Nest, no database, no node modules.',
      severity: 'error',
      from: { path: '^libs/readiness/src/rules/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['node_modules/(@nestjs|typeorm|pg)/', '^(fs|path|crypto|http)$'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.spec\\.ts$', '\\.d\\.ts$', '(^|/)(main|index)\\.ts$', '\\.(mjs|cjs|js)$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '(^dist/|^bench/peers/)' },
  },
};
