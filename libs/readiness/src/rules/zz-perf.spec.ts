import { date } from '@ttg/calendar';
import { CaseRecord } from '../testing/case-record';
import * as s from '../testing/worked-story';
import { assess } from '.';
it('perf', () => {
  const r = CaseRecord.empty.learned('2027-01-11', s.received('2027-01-11'), s.screened('2027-01-11')).learned('2027-01-18', ...s.preparedForCourt('2027-01-18')).learned('2027-02-19', s.sentencedOn('2027-02-19'), s.dateSet('2027-03-31'), s.draftWithdrawn('2027-02-19')).learned('2027-03-02', ...s.referred(s.theReferral, '2027-03-02')).learned('2027-03-08', s.bed('2027-03-31', '2027-06-23')).learned('2027-03-09', s.moved('BZI','DWI','2027-03-09'), s.dateChanged('2027-03-31', '2027-03-25'));
  for (let k = 0; k < 3; k += 1) {
  const t = performance.now();
  for (let i = 0; i < 2000; i += 1) assess(r.facts, date('2027-03-10'));
  console.log((performance.now() - t) / 2000, 'ms'); }
});
