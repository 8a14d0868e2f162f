import 'reflect-metadata';
import { CustodyModule } from '@ttg/custody';
import { HmppsModule } from '@ttg/hmpps';
import { PeopleModule } from '@ttg/people';
import type { Parts } from '@ttg/process/application.module';
import { runService } from '@ttg/process/services/service';
import { SharingModule } from '@ttg/sharing';
import answers from '../../answers.json';

/** Who she is, her time in custody, what she has agreed to; and what HMPPS tells of her. */
const parts: Parts = ({ hmpps }) => [
  ...[PeopleModule, CustodyModule, SharingModule],
  ...(hmpps ? [HmppsModule.forRoot(hmpps)] : []),
];

void runService('custody', parts, answers);
