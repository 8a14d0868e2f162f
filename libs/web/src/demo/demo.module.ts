import { Module } from '@nestjs/common';
import { DemoClockController } from './api';

/** What is only there with DEMO. */
@Module({ controllers: [DemoClockController] })
export class DemoModule {}
