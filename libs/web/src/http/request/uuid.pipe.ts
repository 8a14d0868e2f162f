import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFound } from '@ttg/event-sourcing';
import { isUUID } from 'class-validator';

/** An id in a path. What is not a UUID names nothing. */
@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (!isUUID(value)) throw new NotFound('record');
    return String(value).toLowerCase();
  }
}
