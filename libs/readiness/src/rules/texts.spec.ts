import { date } from '@ttg/calendar';
import { CaseRecord } from '../testing/case-record';
import { bed, contactBooked, dateSet, received, reviewed, screened, sentencedOn } from '../testing/worked-story';
import type { Audience, RuleId } from '../events';
import { alertFacts, alertText, audienceInWords, mayKnowWhy, taskText } from './texts';
import { ruleInWords, rulesInWords } from './rules-in-words';

const readers = Object.keys(audienceInWords) as Audience[];
const record = CaseRecord.empty.learned(
  '2027-01-11',
  received('2027-01-11', { legalStatus: 'sentenced' }),
  screened('2027-01-11', {
    homeOnRelease: 'return-to-previous-address',
    tenancy: 'kept',
    homeSafe: 'no',
    gp: 'registered',
  }),
  sentencedOn('2027-01-11'),
  dateSet('2027-03-31'),
  bed('2027-03-31', undefined, { safe: 'no' }),
  reviewed('2027-01-11', 3),
  contactBooked('2027-04-09'),
);
const alerts = record.assessed('2027-03-22').alerts;
const alert = (rule: RuleId) => {
  const found = alerts.find((one) => one.rule === rule);
  if (!found) throw new Error(`${rule} does not stand`);
  return found;
};

it('only the named lead reads what is not safe; everyone else reads whom to contact', () => {
  for (const reader of readers.filter((one) => one !== 'domestic-abuse-lead')) {
    expect(alertText(alert('G14'), reader)).toBe('Contact the named lead.');
    expect(alertFacts(alert('G14'), reader)).toEqual([]);
    expect(taskText({ kind: 'make-safe-plan', subject: 'home:2027-01-11' }, reader)).toBe('Contact the named lead');
  }
  expect(alertText(alert('G14'), 'domestic-abuse-lead')).toBe(
    'Not safe: the address she would go home to. Make a safe plan with her.',
  );
  expect(mayKnowWhy('G14', 'domestic-abuse-lead')).toBe(true);
});

it('no other alert says that it is abuse', () => {
  const others = alerts.filter(({ rule }) => rule !== 'G14');
  const said = others.flatMap((one) =>
    readers.flatMap((reader) => [alertText(one, reader), JSON.stringify(alertFacts(one, reader))]),
  );
  expect(said.join(' ')).not.toMatch(/abuse|unsafe|not safe/i);
});

it('only healthcare reads which days are without medicine', () => {
  expect(alertText(alert('G16'), 'prison-healthcare')).toBe(
    'Without medicine from Saturday 3 April 2027 to Thursday 8 April 2027, 6 days.',
  );
  for (const reader of readers.filter((one) => one !== 'prison-healthcare')) {
    expect(alertText(alert('G16'), reader)).toBe('Medicines not sorted: healthcare owns it.');
    expect(alertFacts(alert('G16'), reader)).toEqual([]);
  }
});

it('uses the words of the field, never its abbreviations', () => {
  const said = [
    ...alerts.flatMap((one) => readers.map((reader) => alertText(one, reader))),
    ...Object.values(rulesInWords).flatMap(({ title, clearsWhen }) => [title, clearsWhen]),
    ...Object.keys(rulesInWords).map((rule) => ruleInWords(rule as RuleId, date('2027-03-12'))),
    ...Object.values(audienceInWords),
  ].join(' ');
  expect(said).not.toMatch(/\b(DTR|TTO|COM|POM|readiness|disclosure|undefined|null)\b/i);
});

it('says a rule with the limits of its day', () =>
  expect(ruleInWords('G1', date('2027-03-12'))).toContain('Each of the 84 nights'));

it('labels facts and writes dates out', () =>
  expect(alertFacts(alert('G1'), 'prison-resettlement')).toEqual([
    { label: 'First night without a safe bed', value: '31 March 2027' },
    { label: 'Last of those nights', value: '22 June 2027' },
    { label: 'A short-term place only', value: 'no' },
  ]));

it('a task of a move says what is accepted', () =>
  expect(taskText({ kind: 'accept-after-move', subject: '2027-03-09:contact-route' }, 'prison-resettlement')).toBe(
    'Accept after her move: how the council reaches her',
  ));
