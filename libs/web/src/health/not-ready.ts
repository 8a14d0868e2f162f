import type { ProjectionReport } from '@ttg/event-sourcing';

/** How far behind the store rows may be before requests are better sent to another process. Seconds of the system's clock. */
export const mostSecondsBehind = 60;

/** A part that keeps this process from serving requests. Nothing in it is of any case. */
export interface NotReady {
  /** `database`, `event store`, or the name of a projection. */
  readonly part: string;
  readonly why: string;
}

/** What is parked keeps nobody from working, nor does a projection that an operator lets stand still: `/health` tells of them. */
export const projectionsNotReady = (reports: readonly ProjectionReport[]): NotReady[] =>
  reports.flatMap((report) => {
    const why = reasonOf(report);
    return why === undefined ? [] : [{ part: report.name, why }];
  });

const reasonOf = ({ version, liveVersion, status, secondsBehind }: ProjectionReport): string | undefined => {
  if (liveVersion === undefined) return 'its tables have not been made yet';
  if (liveVersion !== version) return `its tables are of version ${liveVersion}, and this release has ${version}`;
  if (status === 'paused' || secondsBehind <= mostSecondsBehind) return undefined;
  return `it is ${Math.round(secondsBehind)} seconds behind, and may be ${mostSecondsBehind}`;
};
