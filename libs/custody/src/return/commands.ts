import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CustodyCase, opened } from '../case/custody-case';
import { CustodyCases } from '../case/custody-cases';
import { CaseOpening } from '../reception/case-opening';
import type { OpenedCase } from '../reception/commands';
import type { ReceiveWoman } from '../reception/reception';
import { returnToCustody, type ReturnReason } from './return-to-custody';

export class RecordReturn extends Command<OpenedCase> {
  constructor(
    readonly caseId: string,
    /** The id of the case that follows, unless her return was recorded half way before. */
    readonly nextCaseId: string,
    readonly reason: ReturnReason,
    readonly reception: ReceiveWoman,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Closes the open case, hands its place on, begins the next. Every step is repeatable: a request that was cut off is completed by the next one. */
@CommandHandler(RecordReturn)
export class RecordReturnHandler implements ICommandHandler<RecordReturn> {
  constructor(
    private readonly cases: CustodyCases,
    private readonly opening: CaseOpening,
  ) {}

  async execute({ caseId, nextCaseId, reason, reception, expected }: RecordReturn): Promise<OpenedCase> {
    const { state } = await this.cases.load(caseId);
    const { personId: recordedAs } = opened(state);
    const personId = await this.opening.keptRecordOf(recordedAs);
    const begun = await this.begunBefore(state);
    const place = { caseId: begun ?? nextCaseId, previousCaseId: caseId };
    if (begun === undefined) {
      await this.opening.check(personId, place, reception);
      const command = { on: reception.receivedOn, reason, nextCaseId };
      await this.cases.decide(caseId, (day) => returnToCustody(command, day), { on: command.on, expected });
    }
    const written = await this.opening.open(personId, place, reception);
    if (recordedAs !== personId) await this.opening.letGo(recordedAs, caseId);
    return { caseId: place.caseId, written };
  }

  /** The next case, where her return was recorded and that case has not begun. */
  private async begunBefore(state: CustodyCase): Promise<string | undefined> {
    if (state.status !== 'closed' || state.nextCaseId === undefined) return undefined;
    const { state: next } = await this.cases.load(state.nextCaseId);
    return next.status === 'not-opened' ? state.nextCaseId : undefined;
  }
}
