import type { Command } from '@nestjs/cqrs';
import type { IsoDate, Written } from '@ttg/event-sourcing';
import type { Fields } from '@ttg/web/pages';
import { AcknowledgeAlert, DisputeAlert, SnoozeAlert } from '../alerts/commands';
import type { AlertAction } from '../board/board-view';

/** A form about an alert: what it asks, and the command that it becomes. */
export interface AlertForm {
  readonly heading: string;
  readonly button: string;
  readonly fields: Fields;
  readonly command: (alert: AlertOfCase, values: Readonly<Record<string, string>>) => Command<Written>;
}

interface AlertOfCase {
  readonly caseId: string;
  readonly alertId: string;
}

const form = <Name extends string>(
  of: Omit<AlertForm, 'fields' | 'command'> & {
    readonly fields: Fields<Name>;
    readonly command: (alert: AlertOfCase, values: Readonly<Record<Name, string>>) => Command<Written>;
  },
): AlertForm => of;

/** Characters: a note, not a file. */
const note = 2000;

export const alertForms: Readonly<Record<AlertAction, AlertForm>> = {
  acknowledge: form({
    heading: 'What will be done?',
    button: 'Save',
    fields: {
      willDo: {
        kind: 'text',
        label: 'What you will do',
        hint: 'Others who watch this alert will read it. It stands until what is missing is there.',
        missing: 'Say what you will do',
        max: note,
      },
      by: { kind: 'day', label: 'By when', hint: 'For example, 31 3 2027', missing: 'Say by when you will do it' },
    },
    // A day that was read from a form has the form of one in an event.
    command: (alert, { willDo, by }) => new AcknowledgeAlert(alert, { willDo, by: by as IsoDate }),
  }),
  snooze: form({
    heading: 'Put this aside until a day',
    button: 'Put aside',
    fields: {
      reason: {
        kind: 'text',
        label: 'Why it can wait',
        hint: 'It stays on the board, marked as put aside. Put aside three times, it goes to the manager.',
        missing: 'Say why it can wait',
        max: note,
      },
      until: {
        kind: 'day',
        label: 'Until when',
        hint: 'For example, 31 3 2027',
        missing: 'Say until when it can wait',
      },
    },
    command: (alert, { reason, until }) => new SnoozeAlert(alert, { reason, until: until as IsoDate }),
  }),
  dispute: form({
    heading: 'What is wrong with this?',
    button: 'Send',
    fields: {
      why: {
        kind: 'text',
        label: 'What is wrong',
        hint: 'The fact it used, or the rule itself. The alert says from now on that it is disputed.',
        missing: 'Say what is wrong',
        max: note,
      },
    },
    command: (alert, { why }) => new DisputeAlert(alert, why),
  }),
};
