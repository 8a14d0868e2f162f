import { applyDecorators } from '@nestjs/common';
import { IsPlainText } from '@ttg/web/http';
import { Matches } from 'class-validator';

/** A name of a place stands unsealed: letters and what belongs between them, so that it holds nothing else. */
const court = /^[\p{L}\p{M}\d '’.,&()-]+$/u;

/** The name of a court, such as Inner London Crown Court. */
export const IsCourtName = (): PropertyDecorator =>
  applyDecorators(
    IsPlainText({ max: 100 }),
    Matches(court, {
      message: 'court must be the name of a court, such as Inner London Crown Court.',
      context: { fix: 'Write the name of the court alone.' },
    }),
  );
