import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, type WrittenAnswer } from '@ttg/web/http';
import { dated, dayOf } from '../dates';
import {
  CompletionRequest,
  HandoverPlanRequest,
  HealthDayRequest,
  ReviewRequest,
  SuppliesRequest,
} from './medicines.dto';
import { recordMedicines } from './recording';
import { needNoMedicines, reviewMedicines } from './review';
import { completeHandover, planCourtDay, planHandover, supplyMedicines } from './supply';

/** Her medicines, from the review to whoever takes over outside. Healthcare alone. */
@ApiTags('health')
@Roles('prison-healthcare')
@Controller('api/v1/health/cases/:caseId/medicines')
export class MedicinesApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('review')
  @ApiWrite()
  @ApiOperation({ summary: 'What she takes, by kind and days', description: 'It replaces the review before.' })
  review(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ReviewRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const items = body.items.map(({ itemId, nextDoseOn, ...item }, index) => ({
      ...item,
      itemId: itemId ?? RequestContext.newId(`item-${index}`),
      again: itemId !== undefined,
      nextDoseOn: nextDoseOn === undefined ? undefined : dayOf(nextDoseOn),
    }));
    const review = { ...dated(body), items, caseId };
    return recordMedicines(this.commands, { caseId }, (day) => reviewMedicines(review, day), {
      expected,
      on: review.on,
    });
  }

  @Post('none')
  @ApiWrite()
  @ApiOperation({ summary: 'She takes no medicines' })
  none(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: HealthDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const { on } = dated(body);
    return recordMedicines(this.commands, { caseId }, (day) => needNoMedicines({ caseId, on }, day), { expected, on });
  }

  @Post('handover-plan')
  @ApiWrite()
  @ApiOperation({ summary: 'What she is to carry, and what is to wait for her' })
  plan(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: HandoverPlanRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const plan = { ...dated(body), caseId };
    return recordMedicines(this.commands, { caseId }, (day) => planHandover(plan, day), { expected, on: plan.on });
  }

  @Post('supplies')
  @ApiWrite()
  @ApiOperation({ summary: 'What is in her hand, in days' })
  supply(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: SuppliesRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const supplies = body.supplies.map(({ itemId, inHandDays }) => ({ itemId, inHandDays }));
    const supply = { ...dated(body), supplies, caseId };
    return recordMedicines(this.commands, { caseId }, (day) => supplyMedicines(supply, day), {
      expected,
      on: supply.on,
    });
  }

  @Post('court-day-plan')
  @ApiWrite()
  @ApiOperation({ summary: 'What she carries if court lets her go without notice' })
  courtDay(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: HealthDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const { on } = dated(body);
    return recordMedicines(this.commands, { caseId }, (day) => planCourtDay({ caseId, on }, day), { expected, on });
  }

  @Post('completion')
  @ApiWrite()
  @ApiOperation({ summary: 'Somebody outside, or she herself, has taken it over' })
  complete(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: CompletionRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const done = { ...dated(body), caseId };
    return recordMedicines(this.commands, { caseId }, (day) => completeHandover(done, day), { expected, on: done.on });
  }
}
