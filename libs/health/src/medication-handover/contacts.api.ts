import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, type WrittenAnswer } from '@ttg/web/http';
import { dated, dayOf } from '../dates';
import { attendContact, bookContact, cancelContact, missContact } from './contacts';
import { PrescriberContactRequest, HealthDayRequest } from './medicines.dto';
import { recordMedicines } from './recording';

/** Contacts with somebody outside who can prescribe: her medicines must last until the first. */
@ApiTags('health')
@Roles('prison-healthcare')
@Controller('api/v1/health/cases/:caseId/medicines/contacts')
export class ContactsApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'A contact with a prescriber is booked' })
  book(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { on, kind }: PrescriberContactRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ids = { caseId, contactId: RequestContext.newId('contact') };
    const booked = { ...ids, on: dayOf(on), kind };
    const location = `/api/v1/health/cases/${caseId}/medicines`;
    return recordMedicines(this.commands, ids, (day) => bookContact(booked, day), { expected, location });
  }

  @Post(':contactId/attendance')
  @ApiWrite()
  @ApiOperation({ summary: 'She was seen by the prescriber' })
  attend(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('contactId', UuidPipe) contactId: string,
    @Body() body: HealthDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ids = { caseId, contactId };
    const { on } = dated(body);
    return recordMedicines(this.commands, ids, (day) => attendContact({ ...ids, on }, day), { expected, on });
  }

  @Post(':contactId/miss')
  @ApiWrite()
  @ApiOperation({ summary: 'She was not seen by the prescriber' })
  miss(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('contactId', UuidPipe) contactId: string,
    @Body() body: HealthDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ids = { caseId, contactId };
    const { on } = dated(body);
    return recordMedicines(this.commands, ids, (day) => missContact({ ...ids, on }, day), { expected, on });
  }

  @Post(':contactId/cancellation')
  @ApiWrite()
  @ApiOperation({ summary: 'The contact will not take place' })
  cancel(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('contactId', UuidPipe) contactId: string,
    @Body() body: HealthDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ids = { caseId, contactId };
    const { on } = dated(body);
    return recordMedicines(this.commands, ids, (day) => cancelContact({ ...ids, on }, day), { expected, on });
  }
}
