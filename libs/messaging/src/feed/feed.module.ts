import { Module } from '@nestjs/common';
import { FeedMeasures } from './feed-measures';

/** Beside the kernel's module, where the store of that is a `KafkaFedEventStore`: it tells how the feed goes. */
@Module({ providers: [FeedMeasures] })
export class FeedModule {}
