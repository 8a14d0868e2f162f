import type { INestApplicationContext } from '@nestjs/common';
import { ReadModels } from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import { atMost } from '../frame/figure';
import { type Way, withinOneProcess } from '../readiness/alert-latency';
import { AlertWatch } from '../readiness/alert-watch';

/** How often the board's rows are looked at: nobody here is told when they change. Milliseconds. */
const lookEvery = 20;

/**
 * From an event to its alert, across processes: it is appended, the relay publishes it, and readiness, fed by Kafka, raises the alert.
 * @param app on the same database, where nothing runs: it decides and appends
 */
export const eventThroughKafka = (app: INestApplicationContext): Way => ({
  work: 'event to alert visible through Kafka',
  goal: atMost(1_000, 'ms'),
  give: withinOneProcess(app).give,
  watch: watching(app),
});

/** The same from a request to the entry, which custody answers: all that a person's browser would wait for is on these cores, too. */
export const requestThroughKafka = (url: string, app: INestApplicationContext): Way => ({
  work: 'request to alert visible through Kafka',
  give: async (caseId, change) => {
    const response = await fetch(`${url}/api/v1/custody/cases/${caseId}/release-date`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': v4(),
        'X-Demo-Identity': 'probation-london',
      },
      body: JSON.stringify(change),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`A command was answered with ${response.status}: ${body.slice(0, 500)}`);
  },
  watch: watching(app),
});

const watching = (app: INestApplicationContext) => (): AlertWatch =>
  new AlertWatch(app.get(ReadModels), (look) => {
    const looking = setInterval(look, lookEvery);
    return () => clearInterval(looking);
  });
