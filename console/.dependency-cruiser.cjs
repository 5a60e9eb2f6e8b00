// Imports run one way: shared → features → app. checks/import-direction.test.ts plants violations and expects red.
const root = process.env.CRUISE_ROOT ?? 'src';

module.exports = {
  forbidden: [
    {
      name: 'shared-knows-nobody',
      comment: 'shared/ is what everybody builds on; it must not know features or the app',
      severity: 'error',
      from: { path: `^${root}/shared/` },
      to: { path: `^${root}/(features|app)/` },
    },
    {
      name: 'features-do-not-know-the-app',
      comment: 'the app reads the manifests, not the other way round',
      severity: 'error',
      from: { path: `^${root}/features/` },
      to: { path: `^${root}/app/` },
    },
    {
      name: 'features-stay-apart',
      comment: "need another module's data? call its endpoint. Need its widget? it belongs in shared/",
      severity: 'error',
      from: { path: `^${root}/features/([^/]+)/` },
      to: { path: `^${root}/features/`, pathNot: `^${root}/features/$1/` },
    },
    {
      name: 'table-library-stays-behind-the-wrapper',
      comment: 'TanStack Table 8 is used in shared/table only, so that the move to the next major is one folder',
      severity: 'error',
      from: { path: `^${root}/`, pathNot: `^${root}/shared/table/` },
      to: { path: '@tanstack/react-table' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
