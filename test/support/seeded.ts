/** One file that breaks exactly one rule of the architecture, and what Biome must say of it. */
export interface Violation {
  readonly path: string;
  readonly source: string;
  readonly category: string;
}

const IMPORTS = 'lint/style/noRestrictedImports';
const PLUGIN = 'plugin';

const use = (specifier: string): string => `import { x } from '${specifier}';\nexport const y = x;\n`;
const useType = (specifier: string): string => `import type { X } from '${specifier}';\nexport type Y = X;\n`;

const forbiddenImports: readonly (readonly [path: string, ...specifiers: string[]])[] = [
  [
    'src/domain/*',
    'node:fs',
    'fs',
    'zod',
    '../usecases/ports.ts',
    '../../cards/model.ts',
    '../store/memory.ts',
  ],
  ['src/domain/*/*', 'node:crypto', 'date-holidays', '../../usecases/ports.ts', '../../../cards/model.ts'],
  ['cards/*', 'zod', 'node:fs', '../src/store/memory.ts', '../src/usecases/ports.ts', '../src/config.ts'],
  ['cards/*/*', 'zod', '../../src/store/memory.ts', '../../src/usecases/ports.ts'],
  [
    'src/usecases/*',
    'express',
    'node:fs',
    'pg',
    '../store/memory.ts',
    '../platform/slack/parse.ts',
    '../config.ts',
  ],
  ['src/usecases/*/*', 'express', 'csv-parse', '../../store/memory.ts', '../../config.ts'],
  [
    'src/platform/slack/*',
    '../teams/render.ts',
    '../../store/memory.ts',
    '../../domain/kernel/refusal.ts',
    'botbuilder',
    'node:fs',
    'node:async_hooks',
  ],
  ['src/platform/teams/*', '../slack/render.ts', '../../scheduler/tick.ts', '@slack/bolt', 'zod', 'node:fs'],
  ['src/platform/mail/*', '../web/page.ts', '../../ics/writer.ts', 'express', 'mailparser', 'node:fs'],
  ['src/platform/web/*', '../mail/render.ts', '../../main.ts', 'nodemailer', 'keyv', 'node:fs'],
  ['src/platform/web/pages/*', '../../mail/render.ts', '../../../main.ts', 'nodemailer', 'keyv', 'zod'],
  ['src/platform/web/trial/*', '../page.ts', 'adaptivecards', 'node:fs'],
  ['src/store/*', '../usecases/commands.ts', '../scheduler/tick.ts', 'express', 'node:http', 'zod'],
  ['src/scheduler/*', '../domain/track/state.ts', '../store/memory.ts', 'nodemailer', 'node:fs'],
  ['src/ics/*', '../usecases/ports.ts', 'nodemailer', 'node:fs'],
  ['src/threads/*', '../usecases/ports.ts', '../pdf/writer.ts', 'express', 'node:fs'],
  ['src/text/*', '../usecases/ports.ts', '../pdf/writer.ts', 'express', 'unzipper', 'node:fs', 'node:http'],
  ['src/pdf/*', '../usecases/ports.ts', '../domain/track/state.ts', 'express', 'node:fs', 'node:http'],
  [
    'src/http/*',
    '../store/memory.ts',
    '../usecases/commands.ts',
    '../platform/web/page.ts',
    '@slack/bolt',
    'node:fs',
  ],
  ['src/config.ts', 'pino', 'node:fs', './store/memory.ts', './main.ts'],
  ['scripts/*', '../src/main.ts', '../src/main/cli.ts'],
  ['test/unit/*', '../../src/main.ts', '../../src/main/cli.ts'],
  ['test/contract/*', '../../src/main.ts', '../../src/main/cli.ts'],
];

/** Stand beside the forbidden ones in the single file that its row governs. */
const allowedInConfig = ['zod', './usecases/errors.ts', 'node:path'];

const fileFor = (row: string, stem: string): string =>
  row.endsWith('*') ? `${row.replace('/*/*', '/part/*').slice(0, -1)}${stem}.ts` : row;

/** Path of the seeded file of a row: rows that name a single file can hold one seed per tree. */
function importSeeds(): Violation[] {
  return forbiddenImports.flatMap(([row, ...specifiers]) =>
    row.endsWith('*')
      ? specifiers.map((specifier, n) => ({
          path: fileFor(row, `seed-${n}`),
          source: use(specifier),
          category: IMPORTS,
        }))
      : [
          {
            path: row,
            source: [...specifiers, ...allowedInConfig].map(importOnly).join(''),
            category: IMPORTS,
          },
        ],
  );
}

const importOnly = (specifier: string): string => `import '${specifier}';\n`;

/** Every way to break a rule that Biome must report. */
export const violations: readonly Violation[] = [
  ...importSeeds(),
  {
    path: 'src/domain/dynamic.ts',
    source: "export const y = await import('../store/memory.ts');\n",
    category: IMPORTS,
  },
  { path: 'src/domain/passed-on.ts', source: "export { x } from '../store/memory.ts';\n", category: IMPORTS },
  {
    path: 'src/usecases/digest.ts',
    source: importOnly('node:crypto') + importOnly('node:fs'),
    category: IMPORTS,
  },
  { path: 'src/domain/typed.ts', source: useType('../usecases/ports.ts'), category: IMPORTS },
  { path: 'cards/value-of-domain.ts', source: use('../src/domain/kernel/text.ts'), category: PLUGIN },
  { path: 'src/store/value-of-domain.ts', source: use('../domain/track/state.ts'), category: PLUGIN },
  { path: 'src/ics/value-of-domain.ts', source: use('../domain/track/state.ts'), category: PLUGIN },
  { path: 'src/text/value-of-domain.ts', source: use('../domain/track/state.ts'), category: PLUGIN },
  { path: 'src/platform/slack/value-of-express.ts', source: use('express'), category: PLUGIN },
  { path: 'src/platform/teams/value-of-express.ts', source: use('express'), category: PLUGIN },
  { path: 'src/platform/web/value-of-express.ts', source: use('express'), category: PLUGIN },
  {
    path: 'src/store/bare-error.ts',
    source: "export function f(): never {\n  throw new Error('no');\n}\n",
    category: PLUGIN,
  },
  ...['src/domain', 'cards', 'src/usecases'].flatMap((folder) => [
    {
      path: `${folder}/present.ts`,
      source: 'export const y = Temporal.Now.instant();\n',
      category: 'lint/nursery/noJsRestrictedProperties',
    },
    {
      path: `${folder}/chance.ts`,
      source: 'export const y = Math.random();\n',
      category: 'lint/nursery/noJsRestrictedProperties',
    },
    {
      path: `${folder}/date.ts`,
      source: 'export const y = new Date();\n',
      category: 'lint/style/noRestrictedGlobals',
    },
    {
      path: `${folder}/ids.ts`,
      source: 'export const y = crypto.randomUUID();\n',
      category: 'lint/style/noRestrictedGlobals',
    },
    {
      path: `${folder}/timer.ts`,
      source: 'setTimeout(() => 1, 1);\n',
      category: 'lint/style/noRestrictedGlobals',
    },
    {
      path: `${folder}/environment.ts`,
      source: 'export const y = process.argv;\n',
      category: 'lint/style/noRestrictedGlobals',
    },
  ]),
  {
    path: 'src/http/date.ts',
    source: 'export const y = Date.now();\n',
    category: 'lint/style/noRestrictedGlobals',
  },
  {
    path: 'src/http/environment.ts',
    source: "export const y = process.env['PORT'];\n",
    category: 'lint/style/noProcessEnv',
  },
  { path: 'src/http/default.ts', source: 'export default 1;\n', category: 'lint/style/noDefaultExport' },
  {
    path: 'src/http/any.ts',
    source: 'export const y = (z: any): number => z;\n',
    category: 'lint/suspicious/noExplicitAny',
  },
  {
    path: 'src/http/floating.ts',
    source: 'async function f(): Promise<number> {\n  return 1;\n}\nexport function g(): void {\n  f();\n}\n',
    category: 'lint/nursery/noFloatingPromises',
  },
  { path: 'src/http/ring-a.ts', source: use('./ring-b.ts'), category: 'lint/suspicious/noImportCycles' },
  {
    path: 'src/http/ring-b.ts',
    source: "import { y } from './ring-a.ts';\nexport const x = y;\n",
    category: 'lint/suspicious/noImportCycles',
  },
];

const passType = (specifier: string): string => `export type { Z } from '${specifier}';\n`;

/** For each row, files that use all that the row allows: nothing may be said of them. */
export const clean: ReadonlyMap<string, string> = new Map([
  ['src/domain/clean.ts', use('./kernel/text.ts')],
  ['src/domain/kernel/clean.ts', use('./text.ts') + importOnly('../calendar/plan.ts')],
  ['cards/clean.ts', useType('../src/domain/track/state.ts') + importOnly('./model.ts')],
  ['cards/part/clean.ts', useType('../../src/domain/track/state.ts') + importOnly('../model.ts')],
  ['src/usecases/clean.ts', use('../domain/track/state.ts') + importOnly('../../cards/model.ts')],
  ['src/usecases/clean-schema.ts', use('zod') + importOnly('zod/locales')],
  ['src/usecases/clean-contact.ts', use('libphonenumber-js') + importOnly('libphonenumber-js/max')],
  ['src/usecases/clean-table.ts', use('csv-parse/sync')],
  [
    'src/usecases/part/clean.ts',
    use('../../domain/track/state.ts') +
      importOnly('../command.ts') +
      importOnly('file-type') +
      importOnly('fflate'),
  ],
  ['src/platform/slack/clean.ts', use('@slack/bolt') + importOnly('node:crypto') + passType('express')],
  [
    'src/platform/teams/clean.ts',
    use('botbuilder') +
      importOnly('botframework-connector') +
      importOnly('jose') +
      importOnly('node:crypto') +
      passType('express'),
  ],
  [
    'src/platform/mail/clean.ts',
    use('nodemailer') +
      importOnly('imapflow') +
      importOnly('ical.js') +
      importOnly('../../../cards/model.ts'),
  ],
  ['src/platform/web/clean.ts', use('../../usecases/bot.ts') + passType('express')],
  ['src/platform/web/pages/clean.ts', use('../../../usecases/bot.ts') + passType('express')],
  ['src/platform/web/trial/clean.js', importOnly('./dom.js')],
  ['src/store/clean.ts', use('node:sqlite') + passType('../domain/track/events.ts')],
  [
    'src/store/clean-pg.ts',
    use('../usecases/errors.ts') + importOnly('pg') + importOnly('keyv') + importOnly('@keyv/postgres'),
  ],
  ['src/scheduler/clean.ts', use('node-cron') + importOnly('../domain/reminder/due.ts')],
  ['src/ics/clean.ts', use('ical-generator') + importOnly('../usecases/calendars.ts')],
  [
    'src/pdf/clean.ts',
    use('pdfmake') + importOnly('node:worker_threads') + importOnly('../../cards/paper.ts'),
  ],
  ['src/threads/clean.ts', use('../usecases/errors.ts') + importOnly('node:worker_threads')],
  [
    'src/text/clean.ts',
    use('../usecases/text-bytes.ts') +
      importOnly('../threads/one-at-a-time.ts') +
      importOnly('fflate') +
      importOnly('sax') +
      importOnly('unpdf/pdfjs') +
      importOnly('node:worker_threads') +
      passType('../domain/kernel/file.ts'),
  ],
  [
    'src/http/clean.ts',
    use('../usecases/errors.ts') +
      importOnly('express') +
      importOnly('helmet') +
      importOnly('node:http') +
      importOnly('node:net') +
      importOnly('../ics/feed.ts'),
  ],
  ['src/main/cli.ts', use('yaml') + importOnly('../store/sqlite.ts')],
  ['src/main.ts', use('./main/cli.ts') + importOnly('./platform/slack/app.ts')],
  ['scripts/launch.mjs', "await import('../src/main.ts');\n"],
  ['test/e2e/clean.ts', use('../../src/main.ts')],
  ['test/contract/drivers/clean.ts', use('../../../src/main/cli.ts')],
]);
