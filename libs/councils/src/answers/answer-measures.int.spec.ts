import { Measures, ObservabilityModule } from '@ttg/observability';
import type { ContextApp } from '../../../../test/contexts/context-app';
import { startCouncils } from '../../../../test/councils/councils-app';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { AnswersReader } from './answers-reader';

jest.setTimeout(60_000);

const observed = ObservabilityModule.forRoot({ service: 'synthetic' });
const nowhere = { brokers: ['127.0.0.1:1'], clientId: 'ttg-test', topicPrefix: 'ttg-test' };
const ofTheGroup = /^ttg_consumer_group_\w+\{.*$/gm;

let context: ContextApp | undefined;
afterEach(() => context?.close());

describe('how what councils answer is read', () => {
  it('is told as not at all while Kafka is away, and not as 0 behind', async () => {
    const { app } = (context = await startCouncils(undefined, nowhere, [observed]));
    await eventually(() => expect(app.get(AnswersReader).state).toBe('kafka-away'), 30_000);
    const told = await app.get(Measures).text();
    expect(told.match(ofTheGroup)).toEqual(['ttg_consumer_group_reading{consumer_group="council-answers"} 0']);
  });

  it('is not told where no Kafka is named', async () => {
    const { app } = (context = await startCouncils(undefined, undefined, [observed]));
    expect((await app.get(Measures).text()).match(ofTheGroup)).toBeNull();
  });
});
