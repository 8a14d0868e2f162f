import { EventStore, ProjectionRebuild, ProjectionWaiter } from '@ttg/event-sourcing';
import { KafkaFedEventStore } from '@ttg/messaging';
import { ReadinessModule } from '@ttg/readiness';
import { dateSet, received, screened, sentencedOn } from '@ttg/readiness/testing/worked-story';
import { type ContextApp, startContext } from '../contexts/context-app';
import type { Woman } from '../contexts/housing';
import { aWoman, learned, rows, standing, startReadiness } from '../contexts/readiness';
import { eventually } from '../projections/kernel-under-test';
import { DisorderedTopic } from './disordered-topic';
import { dice } from './killable';
import { brokersOfThisRun, newTopics } from './relay-bed';

jest.setTimeout(120_000);

const today = '2027-02-19';
const projections = ['readiness.facts', 'readiness.board', 'readiness.timeline'];

/** What happened to a woman, in its order. */
const story = [received(today), screened(today), sentencedOn(today), dateSet('2027-03-31')];

/** Every projection has come to the end of the store, and the rules have looked at all of it. */
const isAtTheEnd = async (app: ContextApp): Promise<void> => {
  const [store, waiter] = [app.app.get(EventStore), app.app.get(ProjectionWaiter)];
  const last = await store.lastPosition();
  for (const name of projections) expect(last && (await waiter.waitFor(name, last, 2_000))).toBe(true);
  expect(await rows(app, `select from readiness.case_facts where assess_on = '-infinity'`)).toEqual([]);
  expect(await store.lastPosition()).toBe(last);
};

/** All that readiness has of what it read, but for when the rules look again. */
const rowsOf = async (app: ContextApp): Promise<unknown> => {
  const statements = [
    `select case_id, person_id, facts::text, prison, councils, position, last_event_id from readiness.case_facts order by 1`,
    `select * from readiness.open_case order by 1`,
    `select * from readiness.alert order by alert_id`,
    `select * from readiness.task order by task_id`,
    `select event_id, case_id, type, data::text, occurred_at from readiness.timeline order by case_id, sequence`,
  ];
  return Promise.all(statements.map((statement) => rows(app, statement)));
};

describe('readiness, fed by a topic on which events come twice, in another order, or not at all', () => {
  let fed: ContextApp;
  let control: ContextApp;
  let topic: DisorderedTopic;

  beforeAll(async () => {
    const settings = await newTopics(brokersOfThisRun());
    const feed = (store: EventStore): EventStore => new KafkaFedEventStore(store, settings, 'readiness');
    [fed, control] = [await startContext([ReadinessModule], today, undefined, feed), await startReadiness(today)];
    topic = new DisorderedTopic(fed.app.get(EventStore), settings, dice());
    await topic.start();
  });
  afterAll(async () => {
    await topic.end();
    await Promise.all([fed.close(), control.close()]);
  });

  it('has the rows that the store gives it, and the same alerts', async () => {
    const women: readonly Woman[] = Array.from({ length: 12 }, () => aWoman());
    for (const event of story)
      for (const woman of women) {
        await learned(fed, woman, event);
        await learned(control, woman, event);
      }
    const alerts = women.map(() => 'G1 A');
    await eventually(async () => expect(await standing(control)).toEqual(alerts), 20_000);
    await eventually(async () => expect(await standing(fed)).toEqual(alerts), 40_000);
    expect(topic.omitted).toBeGreaterThan(0);

    await eventually(async () => {
      await topic.tellNewest();
      await isAtTheEnd(fed);
    }, 40_000);
    const fromTopic = await rowsOf(fed);
    for (const name of projections) await fed.app.get(ProjectionRebuild).rebuild(name);
    expect(await rowsOf(fed)).toEqual(fromTopic);
    expect(await rows(fed, `select from projections.parked`)).toEqual([]);
  });
});
