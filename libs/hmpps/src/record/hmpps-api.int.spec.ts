import { parsePrisonNumber } from '@ttg/reference';
import { StubHmpps } from '../testing/stub-hmpps';
import { HmppsRefused, HmppsUnavailable } from './failures';
import { UnreadableAnswer } from './fields';
import { HmppsApi } from './hmpps-api';
import { Resilience } from './resilience';

const she = parsePrisonNumber('A1234BC');
const patience = { answerMs: 300, repeats: 1, failures: 4, restMs: 60_000 };

let stub: StubHmpps;
let api: HmppsApi;

beforeEach(async () => {
  stub = await StubHmpps.start();
  api = new HmppsApi(stub.settings, new Resilience(patience));
  stub.prisoner(she);
});
afterEach(() => stub.stop());

const asked = (path: string): number => stub.asked.filter((line) => line === `GET ${path}`).length;

describe('the HMPPS API', () => {
  it('tells of a prisoner to our client, with one token for many questions', async () => {
    await expect(api.prisoner(she)).resolves.toMatchObject({
      ...{ prisonNumber: she, bookingId: '1201102', legalStatus: 'remand', inside: true },
      names: { first: 'Synthetic', last: 'Example' },
    });
    await api.prisoner(she);
    expect(stub.asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  it.each([
    ["O'BRIEN-SMITH", "O'Brien-Smith"],
    ['ÉLODIE MARIE', 'Élodie Marie'],
    ['McGuire', 'McGuire'],
  ])('tells her name in capitals, which she does not write: %s', async (lastName, last) => {
    stub.prisoner(she, { lastName });
    await expect(api.prisoner(she)).resolves.toMatchObject({ names: { last } });
  });

  it('knows nothing of one it does not know, nor of a sentence that is none', async () => {
    await expect(api.prisoner(parsePrisonNumber('Z9999ZZ'))).resolves.toBeUndefined();
    await expect(api.sentenceDates('1201102')).resolves.toBeUndefined();
    await expect(api.fixedTermRecall('1201102')).resolves.toBeUndefined();
  });

  it('is asked with a new token where the old one was withdrawn', async () => {
    await api.prisoner(she);
    stub.revokeTokens();
    await expect(api.prisoner(she)).resolves.toMatchObject({ prisonNumber: she });
  });

  it('refuses a client it does not know, and is not asked again and again', async () => {
    const stranger = new HmppsApi({ ...stub.settings, clientSecret: 'wrong' }, new Resilience(patience));
    await expect(stranger.prisoner(she)).rejects.toThrow(HmppsRefused);
    expect(stub.asked).toEqual(['POST /auth/oauth/token']);
  });

  it('that fails is asked once more, and after a few failures not at all', async () => {
    stub.goAway();
    for (let attempt = 0; attempt < 4; attempt += 1) await expect(api.prisoner(she)).rejects.toThrow(HmppsUnavailable);
    const askedSoFar = stub.asked.length;
    expect(askedSoFar).toBe(patience.failures);
    await expect(api.prisoner(she)).rejects.toThrow(HmppsUnavailable);
    expect(stub.asked).toHaveLength(askedSoFar);
  });

  it('that is back is asked again when the circuit has rested', async () => {
    const quick = new HmppsApi(stub.settings, new Resilience({ ...patience, failures: 1, restMs: 10 }));
    stub.goAway();
    await expect(quick.prisoner(she)).rejects.toThrow(HmppsUnavailable);
    stub.comeBack();
    const deadline = performance.now() + 5_000;
    let answer: unknown;
    while (!answer && performance.now() < deadline) answer = await quick.prisoner(she).catch(() => undefined);
    expect(answer).toMatchObject({ prisonNumber: she });
  });

  it('that does not answer is waited for no longer than it may take', async () => {
    stub.fallSilent();
    await expect(api.prisoner(she)).rejects.toThrow(HmppsUnavailable);
  });

  it('that is not there at all cannot be reached', async () => {
    const nowhere = { ...stub.settings, tokenUrl: 'http://127.0.0.1:1/token' };
    await expect(new HmppsApi(nowhere, new Resilience(patience)).prisoner(she)).rejects.toThrow(HmppsUnavailable);
  });

  it.each([
    ['a name is missing', { firstName: undefined }],
    ['a date is none', { dateOfBirth: '1/4/1990' }],
    ['it is of somebody else', { prisonerNumber: 'B4321CB' }],
  ])('whose answer is not as published is not believed: %s', async (_what, changed) => {
    stub.unlikePublished(she, changed);
    await expect(api.prisoner(she)).rejects.toThrow(UnreadableAnswer);
  });
});

describe('a detailUrl', () => {
  it('is followed where it leads to Prisoner Search', async () => {
    await api.prisoner(she, `${stub.url}/prisoner/${she}`);
    expect(asked(`/prisoner/${she}`)).toBe(1);
  });

  it.each([
    ['another host', () => 'https://elsewhere.example/prisoner/A1234BC'],
    ['another scheme', () => stub.url.replace('http:', 'https:') + '/prisoner/A1234BC'],
    ['another port', () => stub.url.replace(/:\d+$/, ':1') + '/prisoner/A1234BC'],
    ['a host that begins like it', () => `${stub.url}.elsewhere.example/prisoner/A1234BC`],
    ['a name and password', () => stub.url.replace('//', '//user:password@') + '/prisoner/A1234BC'],
    ['no address', () => 'not an address'],
  ])('is left alone where it leads to %s, and the prisoner is asked for where she is', async (_what, url) => {
    await expect(api.prisoner(she, url())).resolves.toMatchObject({ prisonNumber: she });
    expect(asked(`/prisoner/${she}`)).toBe(1);
  });

  it('is not followed on to where it redirects', async () => {
    await expect(api.prisoner(she, `${stub.url}/elsewhere`)).rejects.toThrow(HmppsUnavailable);
    expect(asked(`/prisoner/${she}`)).toBe(0);
  });
});
