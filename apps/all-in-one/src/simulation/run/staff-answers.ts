import type { Command } from '@nestjs/cqrs';
import { type Actor, ReadModels, type Written } from '@ttg/event-sourcing';
import { AcceptTask, AcknowledgeAlert, CompleteTask, DisputeAlert, SnoozeAlert } from '@ttg/readiness/alerts/commands';
import type { Act } from '../lives/act';
import { daysFrom, type Day } from '../lives/days';
import { Dice } from '../lives/dice';
import { probationRegion, staffOf } from '../lives/staff';
import type { Rate } from '../rates/rate';
import { staffRates as rates } from '../rates/staff';
import { openWork, type OpenWork } from './open-work';
import type { HerDay } from './programme';

const [opens, hours] = [9 * 60, 7 * 60];

/** What a day of staff brings to the alerts and tasks that were there when it began. */
export class StaffAnswers {
  constructor(
    private readonly readModels: ReadModels,
    private readonly seed: number,
  ) {}

  /** @param cases of the cohort, so far. @returns by case what is answered on that day: the same for the same seed. */
  async on(day: Day, cases: readonly string[]): Promise<readonly HerDay[]> {
    if (!day.isWorking || cases.length === 0) return [];
    const byCase = new Map<string, HerDay[number][]>();
    for (const work of await this.readModels.query<OpenWork>(openWork, [cases, day.iso])) {
      const act = this.answer(work, day);
      if (!act) continue;
      const ofCase = byCase.get(work.caseId) ?? [];
      ofCase.push({ key: `${work.id}|${day.iso}`, act });
      byCase.set(work.caseId, ofCase);
    }
    return [...byCase.values()];
  }

  private answer(work: OpenWork, day: Day): Act | undefined {
    const dice = new Dice(`${this.seed}|${work.id}|${day.iso}`);
    const by = workerFor(work);
    const command = work.what === 'task' ? taskDone(work, dice) : alertAnswered(work, dice, day);
    if (!by || !command) return undefined;
    return { on: day, minute: opens + dice.between(0, hours), by, name: `answer to ${work.kind}`, command };
  }
}

const paceOf: Readonly<Record<string, Rate>> = {
  'accept-after-move': rates.acceptedAfterMove,
  'tell-of-earlier-date': rates.told,
  'tell-of-later-date': rates.told,
};

const taskDone = ({ caseId, id, kind }: OpenWork, dice: Dice): Command<Written> | undefined => {
  if (!dice.happens((paceOf[kind] ?? rates.planMade).value)) return undefined;
  const task = { caseId, taskId: id };
  return kind === 'accept-after-move'
    ? new AcceptTask(task)
    : new CompleteTask(task, 'Spoke with everybody concerned.');
};

const alertAnswered = ({ caseId, id }: OpenWork, dice: Dice, day: Day): Command<Written> | undefined => {
  const alert = { caseId, alertId: id };
  if (dice.happens(rates.alertDisputed.value)) return new DisputeAlert(alert, 'She told me otherwise this morning.');
  const by = daysFrom(day, dice.between(2, 7)).iso;
  if (dice.happens(rates.alertSnoozed.value))
    return new SnoozeAlert(alert, { reason: 'Waiting for an answer.', until: by });
  if (!dice.happens(rates.alertAnswered.value)) return undefined;
  return new AcknowledgeAlert(alert, { willDo: 'I will see to it.', by });
};

/** The one who owns it, where she works. */
const workerFor = ({ who, prison, councils }: OpenWork): Actor | undefined => {
  if (who === 'probation-practitioner' || who === 'probation-manager') return staffOf(who, probationRegion);
  const organisation = who === 'council-housing' ? councils[0] : prison;
  return organisation ? staffOf(who, organisation) : undefined;
};
