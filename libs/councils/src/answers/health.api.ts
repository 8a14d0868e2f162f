import { Controller, Get, Optional } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@ttg/web/http';
import { AnswerDesk } from './answer-desk';
import { AnswerMeasures } from './answer-measures';
import { AnswersReader, type ReaderState } from './answers-reader';

interface AnswersHealth {
  /** What the reader of this process does; `off` where no Kafka is named. */
  readonly state: ReaderState | 'off';
  /** What keeps it from Kafka. */
  readonly why?: string;
  /** Messages that this process knows to wait for it at Kafka. */
  readonly events: number;
  /** How long the first of them has been waiting. */
  readonly seconds: number;
  /** Put aside: the council has to mend it. */
  readonly refused: number;
  /** Put aside: we have to mend it. */
  readonly failed: number;
}

/** How reading what councils answer goes: for whoever keeps the system running. Nothing of any council or case. */
@Public()
@ApiExcludeController()
@Controller('health/councils')
export class AnswersHealthApi {
  constructor(
    private readonly desk: AnswerDesk,
    private readonly measures: AnswerMeasures,
    @Optional() private readonly reader?: AnswersReader,
  ) {}

  @Get()
  async answers(): Promise<AnswersHealth> {
    const standing = await this.desk.standing();
    return { state: this.reader?.state ?? 'off', why: this.reader?.why, ...this.measures.behind(), ...standing };
  }
}
