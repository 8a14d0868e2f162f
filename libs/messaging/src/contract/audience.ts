/**
 * Events that nobody but their own context reads. Their form may change as long as the store reads (test/event-versions). All
 * others are published: other services, other organisations and programs not known to us are built on them.
 */
export const internalEvents: readonly string[] = [
  'custody.open-case-reserved',
  'custody.open-case-released',
  'housing.live-referral-reserved',
  'people.identifier-reserved',
  'people.identifier-released',
  'readiness.task-opened',
  'readiness.task-accepted',
  'readiness.task-handed-over',
  'readiness.task-rescheduled',
  'readiness.task-done',
  'simulation.cohort-begun',
  'simulation.day-told',
  'simulation.cohort-told',
];

/** Is it a contract with others, which no release may break? */
export const isPublished = (type: string): boolean => !internalEvents.includes(type);

/** Is it one of those that stand in the topic of alerts, too? */
export const isAlert = (type: string): boolean => type.startsWith('readiness.alert-');

/** What a council's system may say in a message (libs/housing reads it): what it says becomes events of housing. */
export const answers: readonly string[] = [
  'council.receipt',
  'council.contact-attempt',
  'council.contact',
  'council.call-slot',
  'council.decision',
  'council.duty-end',
  'council.reconfirmation',
  'council.update-acknowledgement',
];

/** Is it a message of a council to us? */
export const isAnswer = (type: string): boolean => answers.includes(type);

/** Is it a notice to a council, which stands in no store? */
export const isNotice = (type: string): boolean => type.startsWith('council.') && !isAnswer(type);
