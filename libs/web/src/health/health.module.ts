import { Global, Module } from '@nestjs/common';
import { HealthController } from './api';
import { Faults } from './faults';
import { Relays } from './relays';

@Global()
@Module({ controllers: [HealthController], providers: [Faults, Relays], exports: [Faults, Relays] })
export class HealthModule {}
