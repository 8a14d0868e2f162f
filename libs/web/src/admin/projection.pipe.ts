import { Injectable, type PipeTransform } from '@nestjs/common';
import { ProjectionCatalogue, UnknownProjection } from '@ttg/event-sourcing';
import { Problem } from '../http';

/** The name of a projection in a path. */
@Injectable()
export class ProjectionPipe implements PipeTransform<string, string> {
  constructor(private readonly catalogue: ProjectionCatalogue) {}

  transform(name: string): string {
    try {
      return this.catalogue.get(name).name;
    } catch (error) {
      if (!(error instanceof UnknownProjection)) throw error;
      const title = 'There is no such projection';
      throw new Problem({ status: 404, code: 'unknown-projection', title, detail: error.message });
    }
  }
}
