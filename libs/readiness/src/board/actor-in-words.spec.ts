import { actorInWords } from './alert-lines';

describe('who did something', () => {
  it.each([
    ['prison-resettlement', 'BZI', 'Prison resettlement, Bronzefield'],
    ['council-housing', 'E09000028', 'Council housing, Southwark'],
    ['system', 'through-the-gate', 'Through the Gate'],
    ['system', 'hmpps', 'HMPPS'],
    ['process', 'somewhere', 'process, somewhere'],
  ])('%s of %s is told as a role and an organisation', (role, organisation, words) =>
    expect(actorInWords(role, organisation)).toBe(words),
  );
});
