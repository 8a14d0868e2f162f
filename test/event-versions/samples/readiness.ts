import { Personal } from '@ttg/event-sourcing';
import * as readiness from '@ttg/readiness/events';
import { caseId, day, id, on, prison } from './values';

const alert = { alertId: id(14), caseId, rule: 'G1', subject: '' } as const;
const task = { taskId: id(15), caseId, kind: 'make-duty-to-refer', subject: '' } as const;
const facts = { nights: 84, nowhere: true, type: 'CRD', from: null };
const due = day('2027-03-31');

export const samples = [
  readiness.alertRaised({
    ...alert,
    ruleVersion: 1,
    severity: 'A',
    audience: ['prison-resettlement', 'council-housing'],
    facts,
    source: 'Homelessness Reduction Act 2017, s.10',
    due,
    compressed: true,
    because: id(16),
    on,
  }),
  readiness.alertEscalated({
    ...alert,
    ruleVersion: 1,
    from: 'A',
    severity: 'R',
    audience: ['prison-resettlement'],
    facts,
    due,
    compressed: false,
    because: id(16),
    on,
  }),
  readiness.alertAcknowledged({ ...alert, willDo: Personal.of('Ring the council today.'), by: due }),
  readiness.alertSnoozed({ ...alert, reason: Personal.of('She is in hospital.'), until: due }),
  readiness.alertCleared({ ...alert, clearedBy: id(16), on }),
  readiness.alertDisputed({ ...alert, why: Personal.of('It was sent.') }),
  readiness.taskOpened({
    ...task,
    rule: 'G3',
    owner: 'prison-resettlement',
    prison: prison('BZI'),
    due,
    compressed: false,
    on,
  }),
  readiness.taskAccepted({ ...task, prison: prison('NHI'), on }),
  readiness.taskHandedOver({ ...task, to: 'probation-practitioner', prison: prison('NHI'), how: 'person', on }),
  readiness.taskRescheduled({ ...task, due, compressed: true, on }),
  readiness.taskDone({ ...task, how: 'person', note: Personal.of('Sent by post.'), on }),
];
