import { counted } from '@ttg/web/pages';
import type { Evidence } from '../board/board-view';

export interface EvidenceLine {
  readonly fine: boolean;
  readonly text: string;
}

/** What is fine is said too, so that a short list is evidence and not silence (law-and-practice G, alert hygiene). */
export const evidenceLines = ({ withinDays, women, ...without }: Evidence): readonly EvidenceLine[] => {
  const soon = `within ${counted(withinDays, 'day')}`;
  if (women === 0) return [{ fine: true, text: `Nobody leaves ${soon}.` }];
  const line = (count: number | undefined, missing: string): readonly EvidenceLine[] =>
    count === undefined ? [] : [told(count, missing)];
  const told = (count: number, missing: string): EvidenceLine =>
    count === 0
      ? { fine: true, text: `Nobody is due ${soon} without ${missing}.` }
      : {
          fine: false,
          text: `${count} of ${counted(women, 'woman', 'women')} due ${soon} ${count === 1 ? 'is' : 'are'} without ${missing}.`,
        };
  return [
    ...line(without.withoutAccommodation, 'a safe address'),
    ...line(without.withoutGp, 'a GP'),
    ...line(without.withoutMedicines, 'medicines sorted'),
  ];
};
