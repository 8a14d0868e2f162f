import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CaseOpening } from './case-opening';
import type { ReceiveWoman } from './reception';

/** What was written, and under which case: where an earlier opening was cut off, it is completed under its own id. */
export interface OpenedCase {
  readonly caseId: string;
  readonly written: Written;
}

export class OpenCaseFor extends Command<OpenedCase> {
  constructor(
    readonly personId: string,
    readonly caseId: string,
    readonly reception: ReceiveWoman,
  ) {
    super();
  }
}

@CommandHandler(OpenCaseFor)
export class OpenCaseForHandler implements ICommandHandler<OpenCaseFor> {
  constructor(private readonly opening: CaseOpening) {}

  async execute({ personId, caseId, reception }: OpenCaseFor): Promise<OpenedCase> {
    const place = await this.opening.placeFor(personId, caseId);
    return { caseId: place.caseId, written: await this.opening.open(personId, place, reception) };
  }
}
