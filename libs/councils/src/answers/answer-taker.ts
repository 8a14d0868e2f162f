import type { GssCode } from '@ttg/reference';

/** What is wrong with a message, as the same would be answered over HTTP. Never a value. */
export interface Wrong {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly message: string; readonly fix: string }[];
}

/** What became of a message. One that was refused would be refused again as things stand. */
export type Outcome = { readonly outcome: 'recorded' } | ({ readonly outcome: 'refused' } & Wrong);

/** Who records what councils say in messages (`CouncilAnswers` of libs/housing). */
export abstract class AnswerTaker {
  /**
   * Records a message, a CloudEvent; the same id again records nothing.
   * @param council whose message it is: known by the topic, never by what it says
   * @throws whatever may pass by itself
   */
  abstract handle(council: GssCode, message: object): Promise<Outcome>;
}
