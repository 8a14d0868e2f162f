import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { date } from '@ttg/calendar';
import { isoDate, ReadModels } from '@ttg/event-sourcing';
import { testDatabase } from '../../../../test/postgres/database';
import { readSettings } from '../settings';
import { SimulatedClock } from './run/simulated-clock';
import { simulate } from './run/simulate';
import { SimulationModule } from './simulation.module';
jest.setTimeout(600_000);
const key = (): string => randomBytes(32).toString('base64');
it('explore', async () => {
  const database = await testDatabase();
  const settings = readSettings({ DATABASE_URL: database.appUrl, DEMO: 'on', MASTER_KEY: key(), INDEX_KEY: key() });
  const clock = new SimulatedClock();
  const app = await NestFactory.createApplicationContext(SimulationModule.with(settings, database.appUrl, clock), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const n = Number(process.env.WOMEN ?? 40);
  const cohort = {
    women: n,
    seed: 1,
    from: isoDate(date(n > 100 ? '2025-11-22' : '2026-07-25')),
    to: isoDate(date('2026-11-21')),
  };
  const t = performance.now();
  const c0 = process.cpuUsage();
  await simulate(app, clock, cohort);
  console.log('cpu', process.cpuUsage(c0), JSON.stringify((globalThis as any).prof));
  console.log('ms', performance.now() - t);
  const q = (sql: string) => app.get(ReadModels).query(sql);
  console.log(
    JSON.stringify(await q('select type, count(*)::int as n from eventstore.events group by 1 order by 2 desc')),
  );
  console.log(
    JSON.stringify(
      await q(
        'select rule, severity, count(*)::int as n, count(acknowledged)::int as ack from readiness.alert group by 1,2 order by 1',
      ),
    ),
  );
  console.log(JSON.stringify(await q('select kind, count(*)::int as n from readiness.task group by 1 order by 1')));
  console.log(
    JSON.stringify(
      await q(
        "select count(*) filter (where not released and not closed)::int as inside, count(*) filter (where not closed)::int as open, count(*) filter (where not released and not closed and planned between '2026-11-22' and '2027-02-14')::int as leaving from readiness.case_facts",
      ),
    ),
  );
  await app.close();
  await database.drop();
});
