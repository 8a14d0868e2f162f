import { Injectable, Optional } from '@nestjs/common';
import { Faults } from '@ttg/web/health';
import { CouncilRelay } from './council-relay';
import { Relay } from './relay';

/** Says at /health what keeps the relays of this process from Kafka. */
@Injectable()
export class RelayFaults {
  constructor(relay: Relay, @Optional() councils?: CouncilRelay, @Optional() faults?: Faults) {
    for (const one of councils ? [relay, councils] : [relay]) faults?.watch(one.name, () => one.why);
  }
}
