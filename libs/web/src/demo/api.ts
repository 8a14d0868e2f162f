import { BadRequestException, Body, Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { date } from '@ttg/calendar';
import { MovableClock } from '@ttg/event-sourcing';
import { IsOptional } from 'class-validator';
import { Temporal } from 'temporal-polyfill';
import { IsCalendarDate, IsInstant, Public, ReadsOnly } from '../http';

/** When a day of the demo begins, London time. */
const morning = Temporal.PlainTime.from('09:00');

/** Where the clock is to be put: one of the two. */
export class MoveClockRequest {
  /** An instant, ISO 8601 with its offset. */
  @IsOptional()
  @IsInstant()
  readonly now?: string;

  /** A day: nine in the morning, London time. */
  @IsOptional()
  @IsCalendarDate()
  readonly today?: string;
}

export class ClockReading {
  /** In UTC. */
  readonly now!: string;
  /** The date in London. */
  readonly today!: string;
}

/** The clock of the demo. The module that holds this is only there with DEMO. */
@Public()
@Controller('demo/clock')
export class DemoClockController {
  constructor(private readonly clock: MovableClock) {}

  @Get()
  read(): ClockReading {
    return { now: this.clock.now().toString(), today: this.clock.today().toString() };
  }

  /** Moves the clock, forwards only, and answers when what listens to it in this process is done: alerts that fell due stand. */
  @Post()
  @HttpCode(HttpStatus.OK)
  @ReadsOnly()
  async move(@Body() { now, today }: MoveClockRequest): Promise<ClockReading> {
    if ((now === undefined) === (today === undefined)) throw new BadRequestException('Give either now or today.');
    await this.clock.advanceTo(now === undefined ? morningOf(today) : Temporal.Instant.from(now));
    return this.read();
  }
}

const morningOf = (today = ''): Temporal.Instant =>
  date(today).toZonedDateTime({ timeZone: 'Europe/London', plainTime: morning }).toInstant();
