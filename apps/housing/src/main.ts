import 'reflect-metadata';
import { CouncilsModule } from '@ttg/councils';
import { HousingModule } from '@ttg/housing';
import { runService } from '@ttg/process/services/service';
import answers from '../../answers.json';

/** Where she will live, the duty to refer, and what councils are told of it. */
void runService('housing', ({ councils }) => [HousingModule, CouncilsModule.forRoot(councils)], answers);
