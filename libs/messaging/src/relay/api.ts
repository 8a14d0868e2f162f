import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@ttg/web/http';
import { type RelayReading, RelayStatus } from './relay-status';

/** How far Kafka is behind the store: for whoever keeps the system running. Nothing of any case. */
@Public()
@ApiExcludeController()
@Controller('health/relay')
export class RelayHealthController {
  constructor(private readonly status: RelayStatus) {}

  @Get()
  relay(): Promise<RelayReading> {
    return this.status.read();
  }
}
