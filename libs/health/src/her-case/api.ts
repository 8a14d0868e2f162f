import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { CurrentAccount, Roles, UuidPipe, WaitsFor } from '@ttg/web/http';
import { ShowGpRegistration } from '../gp-registration/show-gp-registration';
import { ShowMedicines } from '../medication-handover/show-medicines';

/** Her health, as far as whoever asks may know it. Never a council. */
@ApiTags('health')
@Roles('prison-healthcare', 'prison-resettlement', 'probation-practitioner', 'probation-manager')
@Controller('api/v1/health/cases/:caseId')
export class HealthCaseApi {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @WaitsFor('health.cases')
  @ApiOperation({
    summary: 'Her registration with a GP and her medicines',
    description: 'Each part alone has its ETag.',
  })
  async show(@Param('caseId', UuidPipe) caseId: string, @CurrentAccount() { role }: Account) {
    const [gp, medicines] = [await this.gp(caseId, role), await this.herMedicines(caseId, role)];
    return { caseId, gp: gp.body, medicines: medicines.body };
  }

  @Get('gp-registration')
  @WaitsFor('health.cases')
  @ApiOperation({ summary: 'Her registration with a practice outside' })
  gpRegistration(@Param('caseId', UuidPipe) caseId: string, @CurrentAccount() { role }: Account) {
    return this.gp(caseId, role);
  }

  @Get('medicines')
  @WaitsFor('health.cases')
  @ApiOperation({ summary: 'Her medicines: in full to healthcare, "sorted to" or "not sorted" to others' })
  medicines(@Param('caseId', UuidPipe) caseId: string, @CurrentAccount() { role }: Account) {
    return this.herMedicines(caseId, role);
  }

  private gp(caseId: string, role: Account['role']) {
    return this.queries.execute(new ShowGpRegistration(caseId, role));
  }

  private herMedicines(caseId: string, role: Account['role']) {
    return this.queries.execute(new ShowMedicines(caseId, role));
  }
}
