import { Injectable } from '@nestjs/common';
import { Clock, type PlainDate } from '@ttg/calendar';
import { erased, type IsoDate, Personal, Vault } from '@ttg/event-sourcing';
import { councilByCode, findPrison } from '@ttg/reference';
import type { Audience, RuleId, Severity } from '../events';
import { alertFacts, alertText, audienceInWords, mayKnowWhy, ruleInWords, rulesInWords } from '../rules';
import type { Said } from './alert-rows';
import type { AlertLine, SourceLine, WhyView } from './board-view';
import type { Viewer } from './viewer';

export interface AlertRow {
  readonly alertId: string;
  readonly caseId: string;
  readonly rule: RuleId;
  readonly ruleVersion: number;
  readonly subject: string;
  readonly severity: Severity;
  readonly audience: readonly Audience[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly source: string;
  readonly due: IsoDate | null;
  readonly raisedOn: IsoDate;
  readonly compressed: boolean;
  readonly acknowledged: Said | null;
  readonly snoozed: Said | null;
  readonly disputed: Said | null;
}

/** Kept to the named domestic abuse lead: everyone else is told whom to speak to, and nothing more. */
const keptToTheLead = (rule: RuleId, reader: Audience): boolean => rule === 'G14' && reader !== 'domestic-abuse-lead';

/** The first named owns it. After a move it is the new prison that accepts: the one she left watches. */
const isOwner = ({ rule, audience, facts }: AlertRow, reader: Audience, prison: string | undefined): boolean =>
  audience[0] === reader && !(rule === 'G22' && prison !== undefined && facts['to'] !== prison);

/** Alerts as the viewer may read them. */
@Injectable()
export class AlertLines {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @returns the lines of each case, gravest first. */
  async of(rows: readonly AlertRow[], { reader, prison }: Viewer): Promise<ReadonlyMap<string, readonly AlertLine[]>> {
    const lines = new Map<string, AlertLine[]>();
    if (!reader) return lines;
    for (const row of rows) {
      const ofCase = lines.get(row.caseId) ?? [];
      lines.set(row.caseId, ofCase);
      if (keptToTheLead(row.rule, reader)) {
        if (!ofCase.some(({ text }) => text === alertText(row, reader))) ofCase.push(contactTheLead(row, reader));
      } else if (row.audience.includes(reader)) {
        ofCase.push(await this.line(row, reader, isOwner(row, reader, prison)));
      }
    }
    return lines;
  }

  private async line(row: AlertRow, reader: Audience, isMine: boolean): Promise<AlertLine> {
    const { alertId, severity, raisedOn, compressed, audience } = row;
    const [acknowledged, snoozed, disputed] = await Promise.all([
      this.said(row.acknowledged, (words, said) => ({ willDo: words, by: said.day as IsoDate, ...who(said) })),
      this.said(this.stillAside(row.snoozed), (words, said) => ({
        reason: words,
        until: said.day as IsoDate,
        who: who(said).who,
      })),
      this.said(row.disputed, (words, said) => ({ why: words, ...who(said) })),
    ]);
    return {
      alertId,
      severity,
      text: alertText(row, reader),
      owner: ownerInWords(audience),
      isMine,
      due: row.due ?? undefined,
      raisedOn,
      compressed,
      why: mayKnowWhy(row.rule, reader) ? why(row, reader, this.clock.today()) : undefined,
      acknowledged,
      snoozed,
      disputed,
      actions: isMine ? ['acknowledge', 'snooze', 'dispute'] : ['dispute'],
    };
  }

  /** On the day until which it was put aside, it is back. */
  private stillAside(snoozed: Said | null): Said | null {
    return snoozed?.day && snoozed.day > this.clock.today().toString() ? snoozed : null;
  }

  private async said<T>(said: Said | null, show: (words: string, said: Said) => T): Promise<T | undefined> {
    if (!said?.words) return undefined;
    const words = await this.vault.open(Personal.fromReadModel<string>(said.words));
    return show(words === erased ? 'erased' : words, said);
  }
}

const who = ({ role, organisation, on }: Said): { readonly who: string; readonly on: IsoDate } => ({
  who: actorInWords(role, organisation),
  on: on as IsoDate,
});

/** Role and organisation, never a name. What another system told is told as its word. */
export const actorInWords = (role: string, organisation: string): string => {
  if (role === 'system') return organisation === 'hmpps' ? 'HMPPS' : 'Through the Gate';
  const inWords: Readonly<Record<string, string>> = audienceInWords;
  return `${inWords[role] ?? role}, ${findPrison(organisation)?.name ?? councilByCode(organisation)?.name ?? organisation}`;
};

export const ownerInWords = ([owner]: readonly Audience[]): string => (owner ? audienceInWords[owner] : '');

const contactTheLead = (row: AlertRow, reader: Audience): AlertLine => ({
  alertId: row.alertId,
  severity: row.severity,
  text: alertText(row, reader),
  // Which lead would say what it is about.
  owner: 'Named lead',
  isMine: false,
  raisedOn: row.raisedOn,
  compressed: false,
  actions: [],
});

/** `Words. (Publication)`, as an alert keeps it; an older one has its words alone. */
const sourceLine = (line: string, rule: RuleId): SourceLine => {
  const [, words, ref] = /^(.*) \(([^()]*)\)$/.exec(line) ?? [];
  return words && ref ? { ref, words } : { ref: rule, words: line };
};

const why = (row: AlertRow, reader: Audience, today: PlainDate): WhyView => ({
  rule: row.rule,
  ruleVersion: row.ruleVersion,
  ruleInWords: ruleInWords(row.rule, today),
  facts: alertFacts(row, reader),
  sources: row.source.split('\n').map((line) => sourceLine(line, row.rule)),
  clearsWhen: rulesInWords[row.rule].clearsWhen,
});
