import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { IsCrn, IsNhsNumber, IsPlainText, IsPrisonNumber, Problem, ReadsOnly, Roles, WaitsFor } from '@ttg/web/http';
import { IsOptional } from 'class-validator';
import type { FoundPerson } from '../person/person-views';
import { readers } from '../roles';
import { FindPersons, type Wanted } from './find-persons';

/** One of these, and no other. */
export class SearchRequest {
  /** Her prison number, or one she had. Lower case and spaces are forgiven. */
  @IsOptional() @IsPrisonNumber() prisonNumber?: string;
  /** Her CRN. Lower case and spaces are forgiven. */
  @IsOptional() @IsCrn() crn?: string;
  /** Her NHS number: ten digits, spaces are forgiven. */
  @IsOptional() @IsNhsNumber() nhsNumber?: string;
  /** Beginnings of any of her names, in any order; case and accents do not matter. */
  @IsOptional() @IsPlainText({ max: 200 }) name?: string;
}

@ApiTags('people')
@Controller('api/v1/people/persons/search')
@Roles(...readers)
export class SearchApi {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @HttpCode(200)
  @ReadsOnly()
  @WaitsFor('people.persons')
  @ApiOperation({
    summary: 'Find women by a number or by name',
    description:
      'By POST, so that no name or number stands in an address, a history or a log. The first twenty, by name.',
  })
  async search(@Body() body: SearchRequest): Promise<{ readonly persons: readonly FoundPerson[] }> {
    return { persons: await this.queries.execute(new FindPersons(wanted(body))) };
  }
}

const wanted = ({ prisonNumber, crn, nhsNumber, name }: SearchRequest): Wanted => {
  const given: Wanted[] = [
    ...(prisonNumber === undefined ? [] : [{ kind: 'prison-number' as const, value: prisonNumber }]),
    ...(crn === undefined ? [] : [{ kind: 'crn' as const, value: crn }]),
    ...(nhsNumber === undefined ? [] : [{ kind: 'nhs-number' as const, value: nhsNumber }]),
    ...(name === undefined ? [] : [{ name }]),
  ];
  const [one] = given;
  if (one && given.length === 1) return one;
  const fix = 'Send one of prisonNumber, crn, nhsNumber and name, and no other.';
  const message = `name or number: ${one ? 'more than one was given' : 'none was given'}.`;
  throw new Problem({
    ...{ status: 400, code: 'one-thing-to-search', title: 'Search for one thing', detail: fix },
    errors: [{ field: 'name', message, fix }],
  });
};
