import { AlertPages } from './alert.pages';
import { BoardPages } from './board.pages';
import { CasePages } from './case.pages';
import { TaskPages } from './task.pages';

/** The pages at `/` and `/cases/{caseId}`: controllers of the module that provides `BoardQuery` and the handlers of the commands. */
export const readinessPages = [BoardPages, CasePages, AlertPages, TaskPages];
