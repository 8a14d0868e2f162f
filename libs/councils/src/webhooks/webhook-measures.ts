import { Injectable, Optional } from '@nestjs/common';
import { Measures } from '@ttg/observability';
import { Deliveries } from './deliveries';

/** How many notices were given up on and are for a person to look at, for whoever keeps the system running: no council is told from another. */
@Injectable()
export class WebhookMeasures {
  constructor(deliveries: Deliveries, @Optional() measures?: Measures) {
    if (!measures) return;
    const dead = measures.gauge({
      name: 'ttg_webhook_dead_letters',
      help: 'Notices for councils that were given up on and stand in the dead-letter list',
    });
    measures.onRead([dead], async () => dead.set(await deliveries.dead()));
  }
}
