import { type CustodySinceSentence, date, type PlainDate, type ReleaseDay, releaseDay } from '@ttg/calendar';
import { releaseDayRuleOn } from '@ttg/reference';
import type { InCustody } from './custody-case';

type Inside = Pick<InCustody, 'releaseDate' | 'sentences' | 'receivedOn' | 'legalStatus'>;

/** The day she leaves by the rule of A.10, with both tiers, for a page. Nothing while no date is known. */
export const releaseDayOf = (stay: Inside, today: PlainDate): ReleaseDay | undefined => {
  if (!stay.releaseDate) return undefined;
  const { date: on, type } = stay.releaseDate;
  return releaseDay({ date: date(on), type, custody: custodySinceSentence(stay), today }, releaseDayRuleOn(today));
};

/** Nights since sentence, as far as this case knows them: what lies before her reception is not known here. */
const custodySinceSentence = ({ sentences, receivedOn, legalStatus }: Inside): CustodySinceSentence => {
  const sentence = sentences.at(-1);
  if (sentence && sentence.on >= receivedOn) return { periods: [{ from: date(sentence.on) }], complete: true };
  const serving = sentence !== undefined || legalStatus === 'sentenced' || legalStatus === 'recalled';
  return { periods: serving ? [{ from: date(receivedOn) }] : [], complete: false };
};
