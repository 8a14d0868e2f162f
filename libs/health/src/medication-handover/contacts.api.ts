import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
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

  /** A contact is booked. */
  @Post()
  @ApiWrite()
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

  /** She was seen. */
  @Post(':contactId/attendance')
  @ApiWrite()
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

  /** She was not seen. */
  @Post(':contactId/miss')
  @ApiWrite()
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

  /** It will not take place. */
  @Post(':contactId/cancellation')
  @ApiWrite()
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
