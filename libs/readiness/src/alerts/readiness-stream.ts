import { Injectable } from '@nestjs/common';
import { Clock, type PlainDate } from '@ttg/calendar';
import { type Decision, NotFound, ReadModels, RequestContext, Streams, type Written } from '@ttg/event-sourcing';
import { oneCase } from '../board/board-statements';
import { HiddenWomen } from '../board/hidden-women';
import { viewerOfActor } from '../board/viewer';
import type { ReadinessEvent } from '../events';
import { alerts, type AlertsState } from './alerts';

/** Decides on the readiness stream of a case, for those who may see the case. */
@Injectable()
export class ReadinessStream {
  constructor(
    private readonly streams: Streams,
    private readonly readModels: ReadModels,
    private readonly hidden: HiddenWomen,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for a case that is not there, or that the actor may not see. */
  async decide(
    caseId: string,
    expected: number | undefined,
    decision: (today: PlainDate) => Decision<AlertsState, ReadinessEvent>,
  ): Promise<Written> {
    const { prison, council, reader } = viewerOfActor(RequestContext.current().actor);
    const parameters = [caseId, prison ?? null, council ?? null, await this.hidden.from(council)];
    const [found] = reader ? await this.readModels.query<{ personId: string }>(oneCase, parameters) : [];
    if (!found) throw new NotFound('case');
    const about = { caseId, personId: found.personId };
    return this.streams.decide(alerts, `readiness-${caseId}`, decision(this.clock.today()), { about, expected });
  }
}
