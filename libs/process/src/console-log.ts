import { ConsoleLogger } from '@nestjs/common';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { LogLevel } from './settings';

/** Nest's log. What keeps us from starting is left to `report`, which says it in a sentence and without a stack. */
export class ConsoleLog extends ConsoleLogger {
  constructor(logLevels: LogLevel[]) {
    super({ logLevels });
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (!(message instanceof StartFailure)) super.error(message, ...rest);
  }
}

/** The log of a command, whose answer is what it prints: warnings are sentences beside it, for whoever gave the command. */
export class CommandLog extends ConsoleLog {
  constructor() {
    super(['fatal', 'error', 'warn']);
  }

  override warn(message: unknown): void {
    if (this.isLevelEnabled('warn')) console.error(message);
  }
}
