import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { Clock } from '@ttg/calendar';
import { InvalidCommand } from '@ttg/event-sourcing';
import { CurrentAccount, ReadsOnly, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { ApiDone, ApiMade, nothingWritten, text } from '../describe';
import { knownCouncil } from '../known-council';
import { type DeadLetter, Deliveries } from './deliveries';
import { Proof } from './proof';
import { type ListedReceiver, type NewSecret, Receivers } from './receivers';
import { NewReceiverRequest, NewSecretRequest, usualOverlapHours } from './requests';
import { sentences } from './sentences';
import { TargetRefused, Targets } from './targets';

class NoSuchTarget extends InvalidCommand {
  readonly field = 'url';
  readonly code: string;

  constructor({ fault }: TargetRefused) {
    super(sentences[fault]);
    this.code = `webhook-${fault}`;
  }
}

const secretShown = {
  receiverId: text('Names the receiver.'),
  secret: text('What its messages are signed with, as Standard Webhooks writes it. Shown this once.'),
};

/** Addresses of councils that have no Kafka: notices are posted to them by the Standard Webhooks specification. */
@ApiTags('councils')
@Roles('administrator')
@Controller('api/v1/councils/webhooks')
export class WebhooksApi {
  constructor(
    private readonly receivers: Receivers,
    private readonly proof: Proof,
    private readonly deliveries: Deliveries,
    private readonly targets: Targets,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every receiver of webhooks, and how many notices wait for it or were given up on' })
  async list(): Promise<{ readonly receivers: readonly ListedReceiver[] }> {
    return { receivers: await this.receivers.list() };
  }

  // The secret is told here and nowhere else: an answer that can be repeated would have to be kept.
  @Post()
  @ReadsOnly()
  @ApiOperation({
    summary: 'Register a receiver of webhooks: nothing is sent to it before it is proved',
    description: 'Its signing secret is shown this once. It takes no Idempotency-Key: a repeat makes another receiver.',
  })
  @ApiMade('The receiver and its secret.', secretShown)
  async register(@Body() { council, url }: NewReceiverRequest, @CurrentAccount() { id }: Account): Promise<NewSecret> {
    const known = knownCouncil(council, this.clock.today());
    await this.refuseTarget(url);
    return this.receivers.add(known, url, id);
  }

  @Post(':receiverId/proof')
  @ApiOperation({
    summary: 'Send the receiver a challenge, and notices from then on if it answers with it',
    description: 'Also after it was disabled: what came meanwhile is sent then.',
  })
  @ApiDone('receiverId', 'The receiver that is proved.')
  async prove(@Param('receiverId', UuidPipe) receiverId: string): Promise<WrittenAnswer> {
    await this.proof.ask(receiverId);
    return written(nothingWritten, { receiverId });
  }

  @Post(':receiverId/secrets')
  @ReadsOnly()
  @ApiOperation({
    summary: 'Make another signing secret; messages carry both signatures while the one before it is good',
    description: 'Shown this once. It takes no Idempotency-Key: a repeat makes another.',
  })
  @ApiMade('The new secret.', secretShown)
  rotate(
    @Param('receiverId', UuidPipe) receiverId: string,
    @Body() { overlapHours = usualOverlapHours }: NewSecretRequest,
  ): Promise<NewSecret> {
    return this.receivers.rotate(receiverId, overlapHours);
  }

  @Post(':receiverId/removal')
  @ApiOperation({ summary: 'Remove a receiver: nothing is sent to it any more, and its secrets are destroyed' })
  @ApiDone('receiverId', 'The receiver that is removed.')
  async remove(
    @Param('receiverId', UuidPipe) receiverId: string,
    @CurrentAccount() { id }: Account,
  ): Promise<WrittenAnswer> {
    await this.receivers.remove(receiverId, id);
    return written(nothingWritten, { receiverId });
  }

  @Get('dead-letters')
  @ApiOperation({ summary: 'Notices that were given up on after three days, the oldest first; 500 at most' })
  async dead(): Promise<{ readonly deadLetters: readonly DeadLetter[] }> {
    return { deadLetters: await this.deliveries.deadLetters() };
  }

  @Post('dead-letters/:deliveryId/replay')
  @ApiOperation({ summary: 'Send a notice that was given up on once more; three days begin again' })
  @ApiDone('deliveryId', 'The notice that is on its way again.')
  async replay(@Param('deliveryId', UuidPipe) deliveryId: string): Promise<WrittenAnswer> {
    await this.deliveries.replay(deliveryId);
    return written(nothingWritten, { deliveryId });
  }

  /** @throws NoSuchTarget */
  private async refuseTarget(url: string): Promise<void> {
    try {
      await this.targets.look(url);
    } catch (error) {
      throw error instanceof TargetRefused ? new NoSuchTarget(error) : error;
    }
  }
}
