import type { FieldError } from '../../http/problems/problem';
import { problemOf } from '../../http/problems/problem-of';
import type { Fields, FormError } from './fields';

export interface RefusedForm {
  readonly status: number;
  readonly errors: readonly FormError[];
}

/** Of these she can do something about on the form; everything else is an error page. */
const mendable = [409, 412, 422];

/** @returns what to say on the form of a command that was refused, or nothing where the form cannot help. */
export const refusedForm = (error: unknown, fields: Fields): RefusedForm | undefined => {
  const problem = problemOf(error, { hadIfMatch: false });
  if (!problem || !mendable.includes(problem.status)) return undefined;
  const errors =
    problem.errors.length > 0 ? problem.errors.map((of) => formError(of, fields)) : [{ text: problem.detail }];
  return { status: problem.status, errors };
};

const formError = ({ field, message }: FieldError, fields: Fields): FormError =>
  field in fields ? { field, text: message } : { text: message };
