import 'reflect-metadata';
import { CouncilsModule } from '@ttg/councils';
import { CouncilAnswers, HousingModule } from '@ttg/housing';
import type { Parts } from '@ttg/process/application.module';
import { runService } from '@ttg/process/services/service';
import answers from '../../answers.json';

/** Where she will live, the duty to refer, what councils are told of it and what they answer. */
const parts: Parts = ({ councils, kafka }) => [
  HousingModule,
  CouncilsModule.forRoot(councils, { imports: [HousingModule], taker: CouncilAnswers, kafka }),
];

void runService('housing', parts, answers);
