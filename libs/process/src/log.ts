import type { LoggerService } from '@nestjs/common';
import { JsonLog } from '@ttg/observability/logs/json-log';
import { ConsoleLog } from './console-log';
import type { Settings } from './settings';

/** The log of a process: text for a person at a terminal, JSON for whatever else reads it; or as it was wished. */
export const openLog = (
  { logLevels, logFormat }: Pick<Settings, 'logLevels' | 'logFormat'>,
  service: string,
): LoggerService => {
  const format = logFormat ?? (process.stdout.isTTY ? 'text' : 'json');
  return format === 'json' ? new JsonLog({ service, levels: logLevels }) : new ConsoleLog(logLevels);
};
