import { Injectable } from '@nestjs/common';
import { erased, Personal, SealingVault } from '@ttg/event-sourcing';
import type { Wrong } from './answer-taker';

/** What is kept of a message that was not recorded. */
export interface AnswerContent {
  /** The message as a CloudEvent. */
  readonly message: object;
  readonly wrong: Wrong;
}

export type SealedContent = Parameters<typeof Personal.fromReadModel<string>>[0];

/**
 * Messages that were not recorded, at rest. Whose they are is not known for sure, or they would have been recorded: so they are
 * sealed with a key of their own and not with hers. It is kept and wrapped as hers are.
 */
@Injectable()
export class AnswerContents {
  constructor(private readonly vault: SealingVault) {}

  /** @returns what the column holds. @param answerId the content opens in its row alone */
  async seal(answerId: string, content: AnswerContent): Promise<SealedContent> {
    const binding = {
      ...{ eventId: answerId, eventType: 'exchange.parked-answer', field: 'content', personId: 'council-answers' },
      compartment: 'identity' as const,
    };
    // As text: half a character in it stands there escaped, and is no reason not to keep it.
    const value = JSON.stringify(content);
    const [sealed] = await this.vault.sealAll([{ value, binding }]);
    if (!sealed) throw new Error('The vault sealed nothing.');
    return { ...sealed, ...binding };
  }

  async open(sealed: SealedContent): Promise<AnswerContent> {
    const content = await this.vault.open(Personal.fromReadModel<string>(sealed));
    if (content === erased) throw new Error('The key of the answers is gone.');
    return JSON.parse(content) as AnswerContent;
  }
}
