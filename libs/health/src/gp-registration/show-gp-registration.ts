import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import type { Source } from '@ttg/calendar';
import { Streams, Vault } from '@ttg/event-sourcing';
import { current, type CurrentAnswer } from '@ttg/web/http';
import { HealthCases } from '../cases/health-cases';
import { openFields } from '../opened';
import { gpRegistration, gpRegistrationStream, type GpRegistration } from './gp-registration';
import { whatToSay } from './what-to-say';

/** Healthcare reads all of it; resettlement staff, who arrange it, all but her words; probation, how far it is. */
export interface GpView {
  readonly status: GpRegistration['status'];
  readonly on?: string;
  readonly practice?: string;
  readonly gms1Signed?: boolean;
  readonly reason?: string;
  /** After a refusal: what to answer the practice, and where it stands. */
  readonly whatToSay?: readonly Source[];
  readonly herWords?: string;
}

export class ShowGpRegistration extends Query<CurrentAnswer<GpView>> {
  constructor(
    readonly caseId: string,
    readonly role: Role,
  ) {
    super();
  }
}

@QueryHandler(ShowGpRegistration)
export class ShowGpRegistrationHandler implements IQueryHandler<ShowGpRegistration> {
  constructor(
    private readonly cases: HealthCases,
    private readonly streams: Streams,
    private readonly vault: Vault,
  ) {}

  async execute({ caseId, role }: ShowGpRegistration): Promise<CurrentAnswer<GpView>> {
    await this.cases.find(caseId);
    const { state, revision } = await this.streams.load(gpRegistration, gpRegistrationStream(caseId));
    return current(await this.view(state, role), { revision });
  }

  private async view(state: GpRegistration, role: Role): Promise<GpView> {
    const { status } = state;
    if (status === 'not-recorded') return { status };
    const { on } = state;
    const arranges = role === 'prison-healthcare' || role === 'prison-resettlement';
    if (!arranges) return { status, on };
    if (status === 'declined') return role === 'prison-healthcare' ? openFields(this.vault, state) : { status, on };
    const opened = await openFields(this.vault, state);
    return status === 'refused' ? { ...opened, whatToSay: whatToSay(state.reason) } : opened;
  }
}
