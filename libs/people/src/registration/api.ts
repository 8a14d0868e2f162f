import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, Roles, written, type WrittenAnswer } from '@ttg/web/http';
import { linkTo } from '../person/person';
import { recorders } from '../roles';
import { RegisterWoman } from './commands';
import { RegisterRequest } from './requests';

@ApiTags('people')
@Controller('api/v1/people/persons')
@Roles(...recorders)
export class RegistrationApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({
    summary: 'Register a woman',
    description: 'One record for each woman: a number that is known already is refused, with the record it belongs to.',
  })
  async register(@Body() { synthetic = false, ...body }: RegisterRequest): Promise<WrittenAnswer> {
    const command = new RegisterWoman(RequestContext.newId('person'), { ...body, synthetic });
    const { personId, written: result } = await this.commands.execute(command);
    return written(result, { personId }, { location: linkTo(personId) });
  }
}
