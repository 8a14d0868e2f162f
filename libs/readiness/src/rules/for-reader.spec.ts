import { factsFor } from './for-reader';
import { alertFacts, alertText } from './texts';

const facts = {
  releasedOn: '2027-03-05',
  missing: 'accommodation, duty-to-refer, gp, medicines',
} as const;
const noNotice = { rule: 'G24', facts } as const;

it('a council reads of the accommodation and the referral that are missing, never of her health', () => {
  expect(alertText(noNotice, 'council-housing')).toBe(
    'Released without notice on Friday 5 March 2027. Reach her within 24 hours, by her safe route only. Missing: accommodation, duty to refer.',
  );
  expect(alertFacts(noNotice, 'council-housing')).toEqual([
    { label: 'Released on', value: '5 March 2027' },
    { label: 'Missing', value: 'accommodation, duty to refer' },
  ]);
});

it('healthcare reads of no referral', () =>
  expect(factsFor(facts, 'prison-healthcare')['missing']).toBe('accommodation, gp, medicines'));

it.each(['prison-resettlement', 'probation-practitioner'] as const)('%s reads the whole list', (reader) =>
  expect(factsFor(facts, reader)).toEqual(facts),
);

it('a list of which nothing is hers to know is not begun', () => {
  const text = alertText({ rule: 'G24', facts: { ...facts, missing: 'gp, medicines' } }, 'council-housing');
  expect(text).toMatch(/by her safe route only\.$/);
});

it('a council reads of a move that its way to reach her changed, and not what else is taken on', () => {
  const toAccept = 'arrange-gp, sort-medicines, prepare-for-court-release, contact-route';
  expect(alertText({ rule: 'G22', facts: { from: 'BZI', to: 'DWI', toAccept } }, 'council-housing')).toBe(
    'She moved from Bronzefield to Downview. To be accepted there: how the council reaches her.',
  );
});

it('a council reads which bed a changed day breaks, not who meets her nor of her children', () => {
  const earlier = {
    before: '2027-03-31',
    after: '2027-03-24',
    days: 7,
    broken: 'bed, child-contact, who-meets-her',
    dueMoved: 'arrange-gp 2027-03-24, make-duty-to-refer 2027-03-17',
  };
  expect(alertText({ rule: 'G8', facts: earlier }, 'council-housing')).toMatch(
    /Broken by it: bed\. Due days that moved: duty to refer by 17 March 2027\.$/,
  );
  expect(JSON.stringify(alertFacts({ rule: 'G8', facts: earlier }, 'council-housing'))).not.toMatch(/child|meets|GP/);
});

it('the council that owes the receipt is asked for it, the others are asked to ring', () => {
  const sent = { rule: 'G4', facts: { sentOn: '2027-03-02', council: 'E09000028' } } as const;
  expect(alertText(sent, 'council-housing')).toBe(
    'No receipt has come from you for the duty to refer of 2 March 2027. Send one, or ring and give your name.',
  );
  expect(alertText(sent, 'prison-resettlement')).toBe(
    'No receipt from Southwark for the duty to refer of 2 March 2027. Ring and note the name.',
  );
});
