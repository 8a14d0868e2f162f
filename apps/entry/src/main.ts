import 'reflect-metadata';
import { createServer } from 'node:http';
import { Logger } from '@nestjs/common';
import { Entry } from '@ttg/process/entry/entry';
import { readEntrySettings } from '@ttg/process/entry/settings';
import { listenOn } from '@ttg/process/listen';
import { openLog } from '@ttg/process/log';
import { run } from '@ttg/process/run';
import { drain } from '@ttg/web/server/drain';

/** The entry alone, for services that run elsewhere. */
void run(async (lifetime) => {
  const settings = readEntrySettings(process.env);
  Logger.overrideLogger(openLog(settings, 'entry'));
  const server = createServer(new Entry(settings.targets, settings).handle);
  lifetime.started(() => drain(server));
  console.log(`The entry is open at ${await listenOn(server, settings)}`);
});
