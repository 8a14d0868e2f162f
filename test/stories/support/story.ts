import { ApiClient } from '../../support/api-client';
import type { Caller } from '../../support/api-client';
import { type Deployment, deployment } from './deployment';
import { atBronzefield, type Team, type Worker } from './who';

/** A deployment, its clock, and who works with her. */
export class Story {
  private readonly client: ApiClient;
  /** Who works with her now: another prison has other people. */
  team: Team = atBronzefield;

  private constructor(private readonly deployed: Deployment) {
    this.client = new ApiClient(deployed.url);
  }

  static async begin(): Promise<Story> {
    return new Story(await deployment());
  }

  end(): Promise<void> {
    return this.deployed.stop();
  }

  /** Where it is played: for a program that is no person's. */
  get url(): string {
    return this.deployed.url;
  }

  as(worker: Worker | 'camden'): Caller {
    return this.client.as(worker === 'camden' ? 'housing-camden' : this.team[worker]);
  }

  /** Who keeps the system running. */
  asAdministrator(): Caller {
    return this.client.as('administrator');
  }

  /** Nine in the morning of that day, London; nothing where it is that day already. */
  async goTo(day: string): Promise<void> {
    const clock = this.client.as('administrator');
    const { today } = await clock.get<{ today: string }>('/demo/clock');
    if (today === day) return;
    await clock.post('/demo/clock', { today: day });
  }
}
