import type { AlertLine, BoardPage, BoardRow, CasePage } from '@ttg/readiness/board/board-view';
import type { Story } from './story';
import { type Worker, workers } from './who';

/** What a worker finds: her lines, or that the case is none of theirs. */
export type Seen = readonly string[] | 'not theirs to see';

export type Standing = Readonly<Record<Worker, Seen>>;
export const nothing: Standing = { resettlement: [], healthcare: [], probation: [], council: [], namedLead: [] };

/** `G1 A`; where the rule is not told, what is: `A: Contact the named lead.` */
const alertInShort = ({ severity, text, why }: AlertLine): string =>
  why ? `${why.rule} ${severity}` : `${severity}: ${text}`;

export class WhatStands {
  constructor(
    private readonly story: Story,
    private readonly caseId: () => string,
  ) {}

  /** Her page, after everything that was done. */
  async page(worker: Worker): Promise<CasePage> {
    const page = await this.find(worker);
    if (!page) throw new Error(`Her case is not shown to ${worker}.`);
    return page;
  }

  /** All alerts that stand, as each of them reads them: what is not in a list does not stand for them. */
  async alerts(): Promise<Standing> {
    const seen = workers.map(async (worker) => {
      const page = await this.find(worker);
      return [worker, page ? page.alerts.map(alertInShort).sort() : 'not theirs to see'] as const;
    });
    return Object.fromEntries(await Promise.all(seen)) as Standing;
  }

  /** The sentence that a worker reads of a rule's alert, or of one whose rule is not told. */
  async sentence(worker: Worker, rule: string): Promise<string | undefined> {
    const { alerts } = await this.page(worker);
    return alerts.find((alert) => (alert.why?.rule ?? 'not told') === rule)?.text;
  }

  /** All open tasks, `what is to be done (who owns it)`, as a worker reads them. */
  async tasks(worker: Worker = 'probation'): Promise<readonly string[]> {
    const { tasks } = await this.page(worker);
    return tasks.map(({ text, owner, due }) => `${text} (${owner})${due ? `, by ${due}` : ''}`).sort();
  }

  /** Her row on the board, wherever it stands; nothing where she is not on that worker's board. */
  async row(worker: Worker): Promise<BoardRow | undefined> {
    let cursor: string | undefined;
    do {
      const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
      const page = await this.story.as(worker).get<BoardPage>(`/api/v1/readiness/board${query}`);
      const row = page.rows.find(({ caseId }) => caseId === this.caseId());
      if (row) return row;
      cursor = page.next;
    } while (cursor);
    return undefined;
  }

  /** Her four needs as the board shows them. */
  async needs(worker: Worker): Promise<Readonly<Record<string, string>> | undefined> {
    const row = await this.row(worker);
    if (!row) return undefined;
    const shown = ({ status, words }: BoardRow['gp']): string => (words ? `${status}: ${words}` : status);
    const { accommodation, gp, medication, agreements } = row;
    return {
      accommodation: shown(accommodation),
      gp: shown(gp),
      medication: shown(medication),
      agreements: shown(agreements),
    };
  }

  private async find(worker: Worker): Promise<CasePage | undefined> {
    for (;;) {
      const answer = await this.story.as(worker).read<CasePage>(`/api/v1/readiness/cases/${this.caseId()}`);
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      // The rules have looked at everything: otherwise it would be the alerts of a moment ago.
      if (!answer.body.behind) return answer.body;
    }
  }
}
