import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

/** A small tree with one forbidden import, judged by the project's own layer rules. */
const judge = (
  files: Readonly<Record<string, string>>,
): { readonly exitCode: number | null; readonly output: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'ttg-layers-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) copyFileSync(join(root, name), join(folder, name));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cruiser, 'libs', '--config', '.dependency-cruiser.cjs'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    return { exitCode: status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const used = 'export const used = 1;\n';

describe('the layer rules', () => {
  it('let a context read the events of another', () =>
    expect(
      judge({
        'libs/custody/src/events.ts': used,
        'libs/readiness/src/index.ts': "import { used } from '../../custody/src/events';\nexport const more = used;\n",
      }),
    ).toMatchObject({ exitCode: 0 }));

  it('let what translates for another system give the commands of people and custody', () =>
    expect(
      judge({
        'libs/custody/src/reception/commands.ts': used,
        'libs/people/src/events.ts': used,
        'libs/hmpps/src/index.ts':
          "import { used } from '../../custody/src/reception/commands';\nimport { used as event } from '../../people/src/events';\nexport const more = [used, event];\n",
      }),
    ).toMatchObject({ exitCode: 0 }));

  it.each([
    [
      'what translates for another system, and takes more of a context than its commands',
      'an-integration-imports-commands-and-events',
      {
        'libs/custody/src/reception/case-opening.ts': used,
        'libs/hmpps/src/index.ts': "export { used } from '../../custody/src/reception/case-opening';\n",
      },
    ],
    [
      'what translates for another system, and gives the commands of a context it does not write to',
      'an-integration-imports-commands-and-events',
      {
        'libs/housing/src/plan/commands.ts': used,
        'libs/hmpps/src/index.ts': "export { used } from '../../housing/src/plan/commands';\n",
      },
    ],
    [
      'a context that knows of another system',
      'nobody-imports-an-integration',
      {
        'libs/hmpps/src/notices.ts': used,
        'libs/custody/src/index.ts': "export { used } from '../../hmpps/src/notices';\n",
      },
    ],
    [
      'a context that reaches into another',
      'a-context-imports-only-events-of-another',
      {
        'libs/custody/src/reception.ts': used,
        'libs/housing/src/index.ts': "export { used } from '../../custody/src/reception';\n",
      },
    ],
    [
      'a kernel that knows a context',
      'kernel-imports-no-context',
      {
        'libs/custody/src/events.ts': used,
        'libs/web/src/index.ts': "export { used } from '../../custody/src/events';\n",
      },
    ],
    [
      'an event store that knows anything but the clock',
      'event-sourcing-knows-nobody',
      {
        'libs/reference/src/limits.ts': used,
        'libs/event-sourcing/src/index.ts': "export { used } from '../../reference/src/limits';\n",
      },
    ],
    [
      'a lib that imports an app',
      'libs-import-no-app',
      {
        'apps/all-in-one/src/settings.ts': used,
        'libs/people/src/index.ts': "export { used } from '../../../apps/all-in-one/src/settings';\n",
      },
    ],
    [
      'a circle',
      'no-circular',
      {
        'libs/people/src/index.ts': "export { one } from './one';\nexport const two = 2;\n",
        'libs/people/src/one.ts': "import { two } from './index';\nexport const one = two - 1;\n",
      },
    ],
    [
      'what carries events, and takes more of a context than its events',
      'messaging-imports-only-events-of-contexts',
      {
        'libs/housing/src/duty-to-refer.ts': used,
        'libs/messaging/src/index.ts': "export { used } from '../../housing/src/duty-to-refer';\n",
      },
    ],
    [
      'a rule that asks the database',
      'deciders-are-pure',
      { 'libs/readiness/src/rules/index.ts': "import { Pool } from 'pg';\nexport const pool = new Pool();\n" },
    ],
  ])('refuse %s', (_what, rule, files) => {
    const { exitCode, output } = judge(files);
    expect(output).toContain(rule);
    expect(exitCode).not.toBe(0);
  });
});
