import type { Command } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { findPrison } from '@ttg/reference';
import type { Fields } from '@ttg/web/pages';
import { AcceptTask, CompleteTask, HandOverTask } from '../alerts/commands';
import type { TaskAction, TaskLine } from '../board/board-view';

/** A form about a task: what it asks of this task, and the command that it becomes. */
export interface TaskForm {
  readonly heading: string;
  readonly button: string;
  readonly fields: (task: TaskLine) => Fields;
  readonly command: (caseId: string, task: TaskLine, values: Readonly<Record<string, string>>) => Command<Written>;
}

type HandOver = TaskLine['handOverTo'][number];

/** How a choice of the form is told from the others. */
const choiceOf = ({ to, prison }: HandOver): string => (prison === undefined ? to : `${to} ${prison}`);

export const taskForms: Readonly<Record<TaskAction, TaskForm>> = {
  accept: {
    heading: 'Take this on',
    button: 'Take it on',
    fields: () => ({}),
    command: (caseId, { taskId }) => new AcceptTask({ caseId, taskId }),
  },
  'hand-over': {
    heading: 'Hand this over',
    button: 'Hand over',
    fields: ({ handOverTo }) => ({
      to: {
        kind: 'choice',
        label: 'To whom',
        hint: 'It is theirs from then on; you go on seeing it.',
        missing: 'Choose whom you hand it to',
        choices: handOverTo.map((choice) => ({ value: choiceOf(choice), text: choice.words })),
      },
    }),
    command: (caseId, { taskId, handOverTo }, { to }) => {
      const chosen = handOverTo.find((choice) => choiceOf(choice) === to);
      if (!chosen) throw new Error('A choice that was read from the form is one of those offered.');
      const prison = chosen.prison === undefined ? undefined : findPrison(chosen.prison)?.id;
      return new HandOverTask({ caseId, taskId }, { role: chosen.to, prison });
    },
  },
  complete: {
    heading: 'How was this done?',
    button: 'Save',
    fields: () => ({
      note: {
        kind: 'text',
        label: 'What was done',
        hint: 'For example, told by phone: whom and when.',
        missing: 'Say what was done',
        max: 2000,
      },
    }),
    command: (caseId, { taskId }, { note }) => new CompleteTask({ caseId, taskId }, note ?? ''),
  },
};
