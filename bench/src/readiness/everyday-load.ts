import { pause } from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import type { Woman } from '../history/case-story';

/** How often somebody asks for something. Milliseconds. */
const every = 50;

export interface Load {
  /** Resolves when the last request was answered. @throws Error when one was not. */
  end(): Promise<void>;
}

/** People at work, twenty requests a second: the board, her page, and one in five writes something down. */
export const everydayLoad = (url: string, women: readonly Woman[]): Load => {
  const ending = new AbortController();
  const work = async (): Promise<void> => {
    for (let nth = 0; !ending.signal.aborted; nth += 1) {
      const woman = women[(nth * 7) % women.length];
      if (woman) await request(url, woman, nth);
      await pause(every, ending.signal);
    }
  };
  const working = work();
  // It is awaited at the end; until then a fault must not end the process.
  working.catch(() => undefined);
  return {
    end: async () => {
      ending.abort();
      await working;
    },
  };
};

const accounts = ['probation-london', 'resettlement-bronzefield', 'housing-southwark', 'healthcare-bronzefield'];

const request = async (url: string, woman: Woman, nth: number): Promise<void> => {
  const [path, init] = nth % 5 === 0 ? note(woman, nth) : [nth % 2 === 0 ? '/' : `/cases/${woman.caseId}`, {}];
  const account = nth % 5 === 0 || nth % 2 === 1 ? 'probation-london' : (accounts[(nth / 2) % accounts.length] ?? '');
  const response = await fetch(url + path, { ...init, headers: { ...init.headers, 'X-Demo-Identity': account } });
  const body = await response.text();
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${body.slice(0, 500)}`);
};

const note = ({ caseId }: Woman, nth: number) => {
  const kinds = ['phone', 'travel', 'id', 'cash', 'belongings'];
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': v4() };
  const body = JSON.stringify({ kind: kinds[nth % kinds.length], byWhom: 'charity' });
  return [`/api/v1/custody/cases/${caseId}/arrangements`, { method: 'POST', headers, body }] as const;
};
