import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CloseCustodyCase } from '@ttg/custody/closing/commands';
import { ChangeCustodyStatus, RecordSentence } from '@ttg/custody/legal-status/commands';
import { MoveToPrison } from '@ttg/custody/moves/commands';
import { OpenCaseFor } from '@ttg/custody/reception/commands';
import { RecordReleaseDate, WithdrawDate } from '@ttg/custody/release-dates/commands';
import { RecordReleaseReversal } from '@ttg/custody/release-reversal/commands';
import { RecordRelease } from '@ttg/custody/release/commands';
import { RecordReturn } from '@ttg/custody/return/commands';
import { RequestContext } from '@ttg/event-sourcing';
import { AddIdentifier } from '@ttg/people/identifiers/commands';
import { MergePersons } from '@ttg/people/merging/commands';
import { RegisterWoman } from '@ttg/people/registration/commands';
import { inbox } from '../inbox-actor';
import type { Step } from '../translation/outcome';

/** Gives the commands. Each step of a message has ids of its own, the same again after a crash, so that it is written once. */
@Injectable()
export class CarryOut {
  constructor(private readonly commands: CommandBus) {}

  /** @param messageId the message that asks for it. @throws Refusal, InvalidCommand and what else commands throw */
  async steps(messageId: string, steps: readonly Step[]): Promise<void> {
    let registered: string | undefined;
    for (const step of steps) {
      const scope = { actor: inbox, correlationId: messageId, idempotencyScope: `hmpps|${messageId}|${step.do}` };
      registered = (await RequestContext.run(scope, () => this.step(step, registered))) ?? registered;
    }
  }

  /** @returns the woman it registered, if it did. */
  private async step(step: Step, registered?: string): Promise<string | undefined> {
    switch (step.do) {
      case 'register':
        return (await this.commands.execute(new RegisterWoman(RequestContext.newId('person'), step.registration)))
          .personId;
      case 'receive':
        await this.receive(step.personId ?? registered, step.reception);
        return undefined;
      default:
        await this.commands.execute(commandOf(step));
        return undefined;
    }
  }

  private async receive(personId: string | undefined, reception: OpenCaseFor['reception']): Promise<void> {
    if (personId === undefined) throw new Error('Nobody was registered before she is received.');
    await this.commands.execute(new OpenCaseFor(personId, RequestContext.newId('case'), reception));
  }
}

const commandOf = (step: Exclude<Step, { readonly do: 'register' | 'receive' }>) => {
  switch (step.do) {
    case 'return':
      return new RecordReturn(step.caseId, RequestContext.newId('case'), step.reason, step.reception);
    case 'move':
      return new MoveToPrison(step.caseId, step.move);
    case 'release':
      return new RecordRelease(step.caseId, step.release);
    case 'reverse-release':
      return new RecordReleaseReversal(step.caseId, step.reversal);
    case 'close':
      return new CloseCustodyCase(step.caseId, step.closing);
    case 'set-date':
      return new RecordReleaseDate(step.caseId, step.change);
    case 'withdraw-date':
      return new WithdrawDate(step.caseId, step.withdrawal);
    case 'change-status':
      return new ChangeCustodyStatus(step.caseId, step.change);
    case 'sentence':
      return new RecordSentence(step.caseId, step.sentence);
    case 'merge':
      return new MergePersons(step.merge);
    case 'add-number':
      return new AddIdentifier(step.personId, step.identifier);
  }
};
