import { Module } from '@nestjs/common';
import { ProjectionsApi } from './api';

/** What is there for whoever keeps the system running. The kernel is the application's. */
@Module({ controllers: [ProjectionsApi] })
export class AdminModule {}
