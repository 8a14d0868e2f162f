import 'reflect-metadata';
import { run } from '@ttg/process/run';
import { readSettings } from '@ttg/process/settings';
import { start } from './start';

void run((lifetime) => start(readSettings(process.env), lifetime));
