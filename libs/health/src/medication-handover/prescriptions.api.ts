import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, type WrittenAnswer } from '@ttg/web/http';
import { dated } from '../dates';
import { HealthDayRequest, PrescriptionCancellationRequest, PrescriptionRequest } from './medicines.dto';
import { recordMedicines } from './recording';
import { cancelPrescription, collectPrescription, issuePrescription } from './supply';

/** Prescriptions for after her release: until she has collected one, it is no supply. */
@ApiTags('health')
@Roles('prison-healthcare')
@Controller('api/v1/health/cases/:caseId/medicines/prescriptions')
export class PrescriptionsApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'A prescription is issued' })
  issue(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: PrescriptionRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ids = { caseId, prescriptionId: RequestContext.newId('prescription') };
    const issued = { ...dated(body), ...ids };
    const location = `/api/v1/health/cases/${caseId}/medicines`;
    const when = { expected, on: issued.on, location };
    return recordMedicines(this.commands, ids, (day) => issuePrescription(issued, day), when);
  }

  @Post(':prescriptionId/collection')
  @ApiWrite()
  @ApiOperation({ summary: 'She has collected the prescription' })
  collect(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('prescriptionId', UuidPipe) prescriptionId: string,
    @Body() body: HealthDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ids = { caseId, prescriptionId };
    const { on } = dated(body);
    return recordMedicines(this.commands, ids, (day) => collectPrescription({ ...ids, on }, day), { expected, on });
  }

  @Post(':prescriptionId/cancellation')
  @ApiWrite()
  @ApiOperation({ summary: 'The prescription is not needed any more' })
  cancel(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('prescriptionId', UuidPipe) prescriptionId: string,
    @Body() body: PrescriptionCancellationRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ids = { caseId, prescriptionId };
    const cancelled = { ...dated(body), ...ids };
    const when = { expected, on: cancelled.on };
    return recordMedicines(this.commands, ids, (day) => cancelPrescription(cancelled, day), when);
  }
}
