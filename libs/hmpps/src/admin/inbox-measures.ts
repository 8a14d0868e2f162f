import { Injectable, Optional } from '@nestjs/common';
import { Measures } from '@ttg/observability';
import { Pool } from 'pg';
import { standing } from '../inbox/sql';

interface Standing {
  readonly waiting: number;
  readonly givenUp: number;
  readonly seconds: number | null;
}

/** How much of what HMPPS told is not settled, and since when: for whoever is to be woken. */
@Injectable()
export class InboxMeasures {
  constructor(
    private readonly pool: Pool,
    @Optional() measures?: Measures,
  ) {
    if (measures) this.addTo(measures);
  }

  private addTo(measures: Measures): void {
    const messages = measures.gauge({
      name: 'ttg_hmpps_messages',
      help: 'Messages of HMPPS that wait, or were given up and are for a person to look at',
      labels: ['state'],
    });
    const oldest = measures.gauge({
      name: 'ttg_hmpps_waiting_seconds',
      help: 'How long the first of those that wait has been waiting',
    });
    measures.onRead([messages, oldest], async () => {
      const { rows } = await this.pool.query<Standing>(standing);
      const { waiting = 0, givenUp = 0, seconds = null } = rows[0] ?? {};
      messages.set({ state: 'waiting' }, waiting);
      messages.set({ state: 'given-up' }, givenUp);
      oldest.set(seconds ?? 0);
    });
  }
}
