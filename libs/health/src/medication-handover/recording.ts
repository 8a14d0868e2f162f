import type { CommandBus } from '@nestjs/cqrs';
import { written, type WrittenAnswer } from '@ttg/web/http';
import type { When } from '../her-health';
import type { OnThatDay } from '../on-that-day';
import { type HandoverDecision, RecordMedicines } from './commands';

/** Records on the medicines of a case, and answers with the ids of what it was about. */
export const recordMedicines = async (
  commands: CommandBus,
  ids: { readonly caseId: string } & Readonly<Record<string, string>>,
  decide: (day: OnThatDay) => HandoverDecision,
  when: When & { readonly location?: string },
): Promise<WrittenAnswer> => {
  const result = await commands.execute(new RecordMedicines(ids.caseId, decide, when));
  return written(result, ids, { location: when.location });
};
