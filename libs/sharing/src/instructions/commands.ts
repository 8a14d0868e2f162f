import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { SharingCases } from '../case/sharing-cases';
import {
  giveInstruction,
  type GiveInstruction,
  liftInstruction,
  type LiftInstruction,
  recordAreasToAvoid,
  type RecordAreasToAvoid,
} from './instructions';

export class InstructNotToShare extends Command<Written> {
  constructor(
    readonly instruction: GiveInstruction,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(InstructNotToShare)
export class InstructNotToShareHandler implements ICommandHandler<InstructNotToShare> {
  constructor(private readonly cases: SharingCases) {}

  execute({ instruction, expected }: InstructNotToShare): Promise<Written> {
    return this.cases.decide(instruction.caseId, (today) => giveInstruction(instruction, today), { expected });
  }
}

export class LiftHerInstruction extends Command<Written> {
  constructor(
    readonly lifting: LiftInstruction,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(LiftHerInstruction)
export class LiftHerInstructionHandler implements ICommandHandler<LiftHerInstruction> {
  constructor(private readonly cases: SharingCases) {}

  execute({ lifting, expected }: LiftHerInstruction): Promise<Written> {
    return this.cases.decide(lifting.caseId, (today) => liftInstruction(lifting, today), { expected, on: lifting.on });
  }
}

export class RecordHerAreasToAvoid extends Command<Written> {
  constructor(
    readonly areas: RecordAreasToAvoid,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordHerAreasToAvoid)
export class RecordHerAreasToAvoidHandler implements ICommandHandler<RecordHerAreasToAvoid> {
  constructor(private readonly cases: SharingCases) {}

  execute({ areas, expected }: RecordHerAreasToAvoid): Promise<Written> {
    return this.cases.decide(areas.caseId, (today) => recordAreasToAvoid(areas, today), { expected });
  }
}
