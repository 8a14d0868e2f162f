/**
 * Two calls of half the size cost the server more than one of all, so turns are only taken where making appends ready takes more than this
 * share of what the server takes for them. It lies between events that are sealed, whose writers gain, and events that are not, whose writers would lose.
 */
const beginsAt = 0.45;
/** As a share of what the server takes for two halves: less than the other, so that nobody changes to and fro. */
const endsAt = 0.3;

/** How much the newest measurement counts in an average. */
const newest = 1 / 8;

/**
 * Whether many who append at once do better in one call, or in two that take turns: one half is on its way to the database while
 * the other decides, seals and writes JSON. It depends on how long that takes them, so it is measured.
 */
export class TurnTaking {
  /** Of one append, in milliseconds; averages, in which what is newer counts for more. */
  private makingReady = 0;
  private atTheServer = 0;

  /** @param milliseconds that the server had to do with so many appends of a call: from when it was sent, or the call ahead of it answered. */
  called(milliseconds: number, appends: number): void {
    this.atTheServer += (milliseconds / appends - this.atTheServer) * newest;
  }

  /** @param milliseconds that this process was busy between the answers to so many appends and the next ones of those who made them. */
  madeReady(milliseconds: number, appends: number): void {
    this.makingReady += (milliseconds / appends - this.makingReady) * newest;
  }

  /** @param areTaken whether they take turns already. */
  pay(areTaken: boolean): boolean {
    return this.makingReady > (areTaken ? endsAt : beginsAt) * this.atTheServer;
  }
}
