import * as published from '../../libs/hmpps/src/testing/examples';
import { ApiClient } from '../support/api-client';
import { eventually } from '../projections/kernel-under-test';
import { notKnown, ofNoStatus, she } from './known-to-hmpps';

/** What came of a message of HMPPS: it was acted on, or waits with why. */
interface CameOf {
  readonly state: 'done' | 'waiting';
  readonly outcome: string;
}

const tellings: readonly (readonly [{ readonly prisonNumber: string }, CameOf])[] = [
  [she, { state: 'done', outcome: 'applied' }],
  [ofNoStatus, { state: 'waiting', outcome: 'legal-status-not-known' }],
  [notKnown, { state: 'waiting', outcome: 'no-such-prisoner' }],
];

/** HMPPS tells of all of them, and what cannot be read. It is expected to come of each what is to. @param on the day of which HMPPS was told */
export const tellOfAll = async (url: string, on: string): Promise<void> => {
  const administrator = new ApiClient(url).as('administrator');
  for (const [{ prisonNumber }, expected] of tellings) {
    const told = published.received(prisonNumber, `${on}T06:00:05Z`);
    const { message } = await administrator.post('/api/v1/inbox/hmpps', told);
    // One that HMPPS answered too late is tried again half a minute later.
    await eventually(async () => {
      const found = await administrator.get<CameOf>(`/api/v1/admin/inbox/hmpps/messages/${message}`);
      expect(found).toMatchObject(expected);
    }, 70_000);
  }
  const unreadable = { ...published.received(she.prisonNumber, she.dateOfBirth), eventType: [she.last] };
  const { status } = await administrator.send('POST', '/api/v1/inbox/hmpps', { body: unreadable });
  expect(status).toBe(400);
};
