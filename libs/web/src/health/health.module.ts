import { Global, Module } from '@nestjs/common';
import { HealthController } from './api';
import { Faults } from './faults';

@Global()
@Module({ controllers: [HealthController], providers: [Faults], exports: [Faults] })
export class HealthModule {}
