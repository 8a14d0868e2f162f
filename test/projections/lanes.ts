import { Tally } from './tally';

/** The tally in several lanes: it reads and writes rows of one case alone. */
export class TallyInLanes extends Tally {
  constructor(override readonly lanes: number = 3) {
    super();
  }
}
