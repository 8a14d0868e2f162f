import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, IsPlainText, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { IsBoolean, IsOptional } from 'class-validator';
import { listeners } from '../roles';
import { SetHerSafeContact } from './commands';

/** Each of the three is asked on its own: safe to call is not safe to leave a message. */
export class SafeContactRequest {
  @IsOptional() @IsPlainText({ max: 50 }) phone?: string;
  @IsBoolean() safeToCall!: boolean;
  @IsBoolean() safeToText!: boolean;
  @IsBoolean() safeToLeaveMessage!: boolean;
  /** When. */
  @IsOptional() @IsPlainText({ max: 2000 }) times?: string;
  /** Where post may go; nowhere without it. */
  @IsOptional() @IsPlainText({ max: 2000 }) post?: string;
  @IsOptional() @IsPlainText({ max: 200 }) throughWorker?: string;
}

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId/safe-contact')
@Roles(...listeners)
export class SafeContactApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'How she can be reached without harm' })
  async set(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: SafeContactRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new SetHerSafeContact(caseId, body, expected)), { caseId });
  }
}
