import { CustodyModule } from '@ttg/custody';
import { ProjectionStatus } from '@ttg/event-sourcing';
import { HmppsModule, type HmppsOptions } from '@ttg/hmpps';
import { ObservabilityModule } from '@ttg/observability';
import { PeopleModule } from '@ttg/people';
import type { TestDatabase } from '../postgres/database';
import { type ContextApp, startContext } from './context-app';

type Body = Readonly<Record<string, unknown>>;

/** Requests that fail, fail soon; the circuit is closed again at once. */
const patience = { answerMs: 500, repeats: 0, failures: 50, restMs: 10 };

/** What a test does with the inbox, over HTTP as an administrator and as prison staff. */
export class HmppsApp {
  private constructor(readonly context: ContextApp) {}

  static async start(settings: HmppsOptions, today?: string, database?: TestDatabase): Promise<HmppsApp> {
    const modules = [
      ObservabilityModule.forRoot({ service: 'hmpps-test' }),
      PeopleModule,
      CustodyModule,
      HmppsModule.forRoot({ patience, ...settings }),
    ];
    return new HmppsApp(await startContext(modules, today, database));
  }

  /** HMPPS tells something. @returns the message as it stands when it was acted on once */
  async told(event: object): Promise<Body> {
    return this.actedOn(await this.tell(event));
  }

  /** @returns the id of the message */
  async tell(event: object): Promise<string> {
    const answer = await this.context.as('administrator').post('/api/v1/inbox/hmpps', event).expect(202);
    return String((answer.body as Body).message);
  }

  async actedOn(id: string): Promise<Body> {
    return this.until(id, ({ state, attempts }) => state !== 'waiting' || Number(attempts) > 0);
  }

  /** Tries it now. @returns it as it stands after one attempt more */
  async retried(id: string): Promise<Body> {
    const before = await this.message(id);
    await this.context.as('administrator').post(`/api/v1/admin/inbox/hmpps/messages/${id}/retry`, {}).expect(200);
    return this.until(id, ({ attempts }) => Number(attempts) > Number(before.attempts));
  }

  async done(id: string): Promise<Body> {
    return this.until(id, ({ state }) => state === 'done');
  }

  async message(id: string): Promise<Body> {
    const answer = await this.context.as('administrator').get(`/api/v1/admin/inbox/hmpps/messages/${id}`).expect(200);
    return answer.body as Body;
  }

  async inbox(): Promise<{ readonly counts: readonly Body[]; readonly messages: readonly Body[] }> {
    const answer = await this.context.as('administrator').get('/api/v1/admin/inbox/hmpps').expect(200);
    return answer.body as { counts: readonly Body[]; messages: readonly Body[] };
  }

  /** The people that have this number. */
  async persons(prisonNumber: string): Promise<readonly Body[]> {
    await this.caughtUp();
    const answer = await this.staff().post('/api/v1/people/persons/search', { prisonNumber }).expect(200);
    return (answer.body as { persons: readonly Body[] }).persons;
  }

  /** Her cases, the first of them first, as staff see them one by one. */
  async cases(prisonNumber: string): Promise<readonly Body[]> {
    const [person] = await this.persons(prisonNumber);
    const list = await this.staff().get('/api/v1/custody/cases?limit=200').expect(200);
    const hers = (list.body as { cases: readonly Body[] }).cases.filter(
      ({ personId }) => personId === person?.personId,
    );
    const shown = await Promise.all(hers.map(({ caseId }) => this.case(String(caseId))));
    return shown.sort((one, other) => String(one.receivedOn).localeCompare(String(other.receivedOn)));
  }

  async case(caseId: string): Promise<Body> {
    return (await this.staff().get(`/api/v1/custody/cases/${caseId}`).expect(200)).body as Body;
  }

  /** What staff do themselves. */
  staff(): ReturnType<ContextApp['as']> {
    return this.context.as('resettlement-bronzefield');
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** A message is done when its commands are; lists are read from read models. */
  private async caughtUp(): Promise<void> {
    const status = this.context.app.get(ProjectionStatus);
    await eventually(async () => {
      const behind = (await status.all()).filter(({ caughtUp }) => !caughtUp);
      if (behind.length > 0) throw new Error(`Behind are ${behind.map(({ name }) => name).join(', ')}.`);
    });
  }

  private async until(id: string, holds: (message: Body) => boolean): Promise<Body> {
    let message: Body = {};
    await eventually(async () => {
      message = await this.message(id);
      if (!holds(message)) throw new Error(`Nothing came of it: ${JSON.stringify(message)}`);
    });
    return message;
  }
}

/** Waits until it holds, and no longer than half a minute. */
export const eventually = async (check: () => Promise<void>): Promise<void> => {
  const deadline = performance.now() + 30_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
};
