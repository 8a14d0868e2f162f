import { Module } from '@nestjs/common';
import { HealthController } from './api';

@Module({ controllers: [HealthController] })
export class HealthModule {}
