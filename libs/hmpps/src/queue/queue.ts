import { Inject, Injectable, Logger } from '@nestjs/common';
import { Background, BackgroundLoops } from '@ttg/event-sourcing';
import { errorClass } from '@ttg/event-sourcing/projections/error-class';
import { hmppsSettings, type HmppsSettings } from '../hmpps-settings';
import { Inbox } from '../inbox/inbox';
import { readQueue } from './read-queue';

/** Brings what is in the SQS queue into the inbox. A message leaves the queue when it is kept here, and not before. */
@Injectable()
export class HmppsQueue extends Background {
  readonly name = 'HMPPS queue';
  private readonly logger = new Logger('HmppsQueue');

  constructor(
    loops: BackgroundLoops,
    private readonly inbox: Inbox,
    @Inject(hmppsSettings) private readonly settings: HmppsSettings,
  ) {
    super(loops);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    const { queueUrl } = this.settings;
    if (queueUrl === undefined) return;
    const reader = {
      keep: (body: string, messageId?: string) => this.inbox.takeAnything(body, { cameBy: 'queue', messageId }),
      notKept: (error: Error) => this.logger.warn(`A message was not kept: ${errorClass(error)}`),
    };
    await readQueue(queueUrl, reader, signal);
  }
}
