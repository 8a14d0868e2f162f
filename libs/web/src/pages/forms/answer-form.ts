import type { CommandBus, Command } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import type { Response } from 'express';
import { writtenThenSee, type WrittenAnswer } from '../../http/writing/written';
import { page } from '../page';
import type { Fields, FormError, Typed } from './fields';
import { formView } from './form-view';
import { readForm } from './read-form';
import { refusedForm } from './refused';

/** One form on one page: what it shows besides its fields, and where it leads. */
export interface FormPage {
  readonly template: string;
  /** Of the browser's tab: nothing of hers. */
  readonly heading: string;
  readonly button: string;
  readonly action: string;
  readonly back: string;
  readonly fields: Fields;
  /** What the form is about. */
  readonly subject: object;
}

/** Shows a form, empty or as it was sent, with what is wrong. */
export const showForm = (
  form: FormPage,
  response: Response,
  typed: Typed = {},
  wrong: readonly FormError[] = [],
): Promise<string> => {
  const { template, heading, button, action, back, fields, subject } = form;
  const view = formView(fields, typed, wrong);
  const content = {
    title: heading,
    heading,
    button,
    action,
    back: { text: 'Her page', href: back },
    form: view,
    errors: view.errors,
    subject,
  };
  return page(response, template, content);
};

/** Reads a form, carries out its command and leads back to her page; shows it again with what was typed where something is wrong. */
export const answerForm = async (
  form: FormPage & { readonly command: (values: Readonly<Record<string, string>>) => Command<Written> },
  typed: Typed,
  commands: CommandBus,
  response: Response,
): Promise<WrittenAnswer | string> => {
  const { values, errors } = readForm(form.fields, typed);
  if (errors) {
    response.status(400);
    return showForm(form, response, typed, errors);
  }
  try {
    return writtenThenSee(await commands.execute(form.command(values)), form.back);
  } catch (error) {
    const refused = refusedForm(error, form.fields);
    if (!refused) throw error;
    response.status(refused.status);
    return showForm(form, response, typed, refused.errors);
  }
};
