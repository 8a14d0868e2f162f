import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import { Clock } from '@ttg/calendar';
import { NotFound, shown, Streams, Vault } from '@ttg/event-sourcing';
import { maySee } from '../roles';
import { type CaseHistory, caseHistory, those } from './case-history';
import { releaseDayOf } from './release-day-view';
import { showScreenings } from './show-screening';

/** A case as it stands, with the revision it is of. */
export class ShowCase extends Query<{ readonly body: ShownCase; readonly revision: number | undefined }> {
  constructor(
    readonly caseId: string,
    readonly role: Role,
  ) {
    super();
  }
}

@QueryHandler(ShowCase)
export class ShowCaseHandler implements IQueryHandler<ShowCase> {
  constructor(
    private readonly streams: Streams,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async execute({ caseId, role }: ShowCase) {
    const { state: history, revision } = await this.streams.load(caseHistory, `custody-${caseId}`);
    const { state, events } = history;
    if (state.status === 'not-opened') throw new NotFound('case');
    const { status, personId, prison, hereSince, legalStatus, receivedOn, from, heldSince, releaseDate } = state;
    const day = status === 'in-custody' ? releaseDayOf(state, this.clock.today()) : undefined;
    const body = {
      ...{ caseId, personId, status, prison, hereSince, legalStatus, receivedOn, from, releaseDate },
      previousCaseId: those(events, 'custody.woman-received').at(0)?.data.previousCaseId,
      nextCaseId: status === 'closed' ? state.nextCaseId : undefined,
      synthetic: those(events, 'custody.woman-received').some(({ data }) => data.synthetic),
      sentences: those(events, 'custody.sentenced').map(({ data: { on, sentenceType, days } }) => ({
        on,
        sentenceType,
        days,
      })),
      releaseDates: releaseDates(events),
      // The sources are shown with the alerts that depend on them.
      releaseDay: day && { ...day, sources: undefined },
      moves: those(events, 'custody.moved-to-prison').map(({ data: { from: left, to, on } }) => ({
        from: left,
        to,
        on,
      })),
      hearings: those(events, 'custody.court-hearing-listed').map(({ data: { on, court } }) => ({ on, court })),
      immigrationHold: heldSince && { since: heldSince },
      screenings: await showScreenings(events, role, this.vault),
      arrangements: await this.arrangements(events, role),
      released: without(standingRelease(events)),
      reversedReleases: reversedReleases(events),
      contacts: those(events, 'custody.contact-after-release-made').map(({ data: { at, route } }) => ({ at, route })),
      closed: status === 'closed' ? without(those(events, 'custody.case-closed').at(-1)?.data) : undefined,
    };
    return { body, revision };
  }

  /** The last word on each kind. */
  private async arrangements(events: CaseHistory['events'], role: Role) {
    const made = those(events, 'custody.release-day-arrangement-made', 'custody.release-day-arrangement-fell-through');
    const last = new Map(made.map((event) => [event.data.kind, event]));
    return Promise.all(
      [...last.values()].map(async ({ type, data }) =>
        type === 'custody.release-day-arrangement-made'
          ? {
              kind: data.kind,
              status: 'made',
              on: data.on,
              byWhom: data.byWhom,
              what: await shown(this.vault, data.what, maySee.arrangements(role)),
            }
          : { kind: data.kind, status: 'fell-through', why: data.why },
      ),
    );
  }
}

/** Every word on her release date, with who said it and when the system learned it. */
const releaseDates = (events: CaseHistory['events']) =>
  those(events, 'custody.release-date-set', 'custody.release-date-changed', 'custody.release-date-withdrawn').map(
    ({ type, data, metadata }) => ({
      what: type.replace('custody.release-date-', ''),
      ...('after' in data ? data.after : 'date' in data ? { date: data.date, type: data.type } : {}),
      before: 'before' in data ? data.before : undefined,
      source: data.source,
      reason: data.reason,
      recordedAt: metadata.recordedAt,
      recordedBy: { role: metadata.actor.role, organisation: metadata.actor.organisation },
    }),
  );

/** The last release, unless it was taken back. */
const standingRelease = (events: CaseHistory['events']) => {
  const last = those(events, 'custody.released', 'custody.release-reversed').at(-1);
  return last?.type === 'custody.released' ? last.data : undefined;
};

/** Releases that were none, with who said so. */
const reversedReleases = (events: CaseHistory['events']) =>
  those(events, 'custody.release-reversed').map(({ data: { releasedOn, reason, on }, metadata }) => ({
    ...{ releasedOn, reason, on, recordedAt: metadata.recordedAt },
    recordedBy: { role: metadata.actor.role, organisation: metadata.actor.organisation },
  }));

const without = <T extends { readonly caseId: string }>(data: T | undefined): Omit<T, 'caseId'> | undefined => {
  if (!data) return undefined;
  const { caseId: _caseId, ...rest } = data;
  return rest;
};

/** The whole of it, as its parts are put together above. */
export type ShownCase = Awaited<ReturnType<ShowCaseHandler['execute']>>['body'];
