/**
 * What two calls of half the size cost more than one, as a share of that one: what is saved by taking turns must be more. It lies between
 * events that are sealed, whose writers gain by turns, and events that are not, whose writers would lose.
 */
const costOfAnotherCall = 0.4;

/** How much the newest measurement counts in an average. */
const newest = 1 / 8;

/**
 * Whether many who append at once do better in one call, or in two that take turns: one half is on its way to the database while
 * the other decides, seals and writes JSON. It depends on how long that takes them, so it is measured.
 */
export class TurnTaking {
  private millisecondsOfAnAppend = 0;
  private millisecondsOfACall = 0;

  /** @param milliseconds from a call to its answer. */
  called(milliseconds: number): void {
    this.millisecondsOfACall += (milliseconds - this.millisecondsOfACall) * newest;
  }

  /** @param milliseconds that this process was busy between the answers to so many appends and the next ones of those who made them. */
  madeReady(milliseconds: number, appends: number): void {
    this.millisecondsOfAnAppend += (milliseconds / appends - this.millisecondsOfAnAppend) * newest;
  }

  /** @param appends how many are made at once, by all who append. */
  pays(appends: number): boolean {
    return this.millisecondsOfAnAppend * appends > costOfAnotherCall * this.millisecondsOfACall;
  }
}
