import { Injectable } from '@nestjs/common';
import { EventRegistry } from '../events/event-registry';
import type { Projection } from './projection';

/** PostgreSQL cuts names off at 63 bytes; the schema of a rebuild is the longest that is made from a projection's name. */
const namePattern = /^[a-z]+\.[a-z][a-z0-9-]*$/;
const longestName = 50;
/** Each lane takes a connection for as long as a batch is applied. */
const mostLanes = 8;

/** A projection that no module of this process brought. */
export class UnknownProjection extends Error {
  override readonly name = 'UnknownProjection';

  constructor(name: string, known: readonly string[]) {
    super(`There is no projection ${name} here. There are: ${known.join(', ')}.`);
  }
}

/** Every projection of this process, as its modules brought them. */
@Injectable()
export class ProjectionCatalogue {
  private readonly projections = new Map<string, Projection>();

  constructor(private readonly registry: EventRegistry) {}

  /** Takes in a projection, and the events it handles: they may be those of a context that runs elsewhere. */
  add(projection: Projection): void {
    const { name, handles, lanes } = projection;
    if (!namePattern.test(name) || name.length > longestName) {
      throw new Error(
        `${name} is no name for a projection: write context.name in kebab-case, ${longestName} characters at most.`,
      );
    }
    if (!Number.isInteger(lanes) || lanes < 1 || lanes > mostLanes)
      throw new Error(`${name} has ${lanes} lanes: give it 1 to ${mostLanes}.`);
    const known = this.projections.get(name);
    if (known && known !== projection) throw new Error(`There are two projections named ${name}.`);
    this.registry.add(Object.fromEntries(handles.map((definition) => [definition.type, definition])));
    this.projections.set(name, projection);
  }

  /** @throws UnknownProjection */
  get(name: string): Projection {
    const projection = this.projections.get(name);
    if (!projection) throw new UnknownProjection(name, [...this.projections.keys()]);
    return projection;
  }

  all(): readonly Projection[] {
    return [...this.projections.values()];
  }
}

/** @returns the PostgreSQL schema its tables stand in. */
export const liveSchema = ({ name }: Pick<Projection, 'name'>): string => name.slice(0, name.indexOf('.'));

/** @returns the PostgreSQL schema its tables are rebuilt in. */
export const shadowSchema = (projection: Pick<Projection, 'name'>): string =>
  `${liveSchema(projection)}__rebuild_${projection.name.slice(projection.name.indexOf('.') + 1)}`;

/** @returns the types of the events it is given. */
export const typesOf = ({ handles }: Projection): string[] => handles.map(({ type }) => type);
