import { randomInt } from 'node:crypto';
import type { Story } from './story';
import { WhatStands } from './what-stands';
import { southwark, type Worker } from './who';

const letters = (count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(65 + randomInt(26))).join('');
const anyPrisonNumber = (): string => `${letters(1)}${randomInt(1000, 10_000)}${letters(2)}`;

type Body = Readonly<Record<string, unknown>>;
type Ids = Readonly<Record<string, string>>;

/** A synthetic woman, and what is done with and for her: each thing is one request. */
export class Woman {
  readonly sees: WhatStands;
  private ids: Ids = {};

  constructor(private readonly story: Story) {
    this.sees = new WhatStands(story, () => this.id('caseId'));
  }

  /** An id that an answer gave: `caseId`, `referralId` (of the last referral) … */
  id(name: string): string {
    const id = this.ids[name];
    if (!id) throw new Error(`There is no ${name} in her story yet.`);
    return id;
  }

  async registered(names: { first: string; last: string } = { first: 'Synthetic', last: 'Example' }): Promise<void> {
    const person = { prisonNumber: anyPrisonNumber(), names, dateOfBirth: '1991-05-04', synthetic: true };
    await this.keep(this.by('resettlement').post('/api/v1/people/persons', person));
  }

  /** Received from court at Bronzefield. */
  async received(receivedOn: string, legalStatus = 'remand'): Promise<void> {
    const reception = { personId: this.id('personId'), prison: 'BZI', receivedOn, from: 'court', legalStatus };
    await this.keep(this.by('resettlement').post('/api/v1/custody/cases', reception));
  }

  custody(what: string, body: Body, by: Worker = 'resettlement'): Promise<void> {
    return this.keep(this.by(by).post(`/api/v1/custody/cases/${this.id('caseId')}/${what}`, body));
  }

  health(what: string, body: Body = {}, by: Worker = 'healthcare'): Promise<void> {
    return this.keep(this.by(by).post(`/api/v1/health/cases/${this.id('caseId')}/${what}`, body));
  }

  housing(what: string, body: Body = {}, by: Worker = 'resettlement'): Promise<void> {
    return this.keep(this.by(by).post(`/api/v1/housing/cases/${this.id('caseId')}/${what}`, body));
  }

  sharing(what: string, body: Body, by: Worker = 'resettlement'): Promise<void> {
    return this.keep(this.by(by).post(`/api/v1/sharing/cases/${this.id('caseId')}/${what}`, body));
  }

  referralDrafted(): Promise<void> {
    const referral = { caseId: this.id('caseId'), reason: 'homeless' };
    return this.keep(this.by('resettlement').post('/api/v1/housing/referrals', referral));
  }

  referral(what: string, body: Body, by: Worker = 'resettlement'): Promise<void> {
    return this.keep(this.by(by).post(`/api/v1/housing/referrals/${this.id('referralId')}/${what}`, body));
  }

  /** Her answers to the three agreements, as she gives them. */
  async answersAgreements(answer: 'given' | 'refused', herWords: string, council = southwark): Promise<void> {
    const said = { answer, how: 'face-to-face', herWords };
    await this.referral('agreements', { ...said, to: 'referral' });
    await this.referral('agreements', {
      ...said,
      to: 'choice-of-council',
      ...(answer === 'given' && { council }),
    });
    await this.referral('agreements', { ...said, to: 'pass-on-contact-details' });
  }

  /** Says that her own task is done: the one whose words begin so. */
  async taskDone(by: Worker, text: string, note = 'Told by phone (synthetic).'): Promise<void> {
    await this.task(by, text, 'completion', { note });
  }

  async taskAccepted(by: Worker, text: string): Promise<void> {
    await this.task(by, text, 'acceptance', {});
  }

  private async task(by: Worker, text: string, what: string, body: Body): Promise<void> {
    const { tasks } = await this.sees.page(by);
    const task = tasks.find((one) => one.isMine && one.text.startsWith(text));
    if (!task) throw new Error(`${by} has no task "${text}" among ${tasks.map((one) => one.text).join(', ')}.`);
    await this.by(by).post(`/api/v1/readiness/cases/${this.id('caseId')}/tasks/${task.taskId}/${what}`, body);
  }

  private by(worker: Worker) {
    return this.story.as(worker);
  }

  private async keep(answer: Promise<Ids>): Promise<void> {
    this.ids = { ...this.ids, ...(await answer) };
  }
}
