import 'reflect-metadata';
import { runOnce } from '@ttg/process/run';
import { makeKeys } from '@ttg/process/services/environment';
import { readSettings } from '@ttg/process/settings';

/** Makes the keys of an installation in DATA_DIR, each that was not given and is not there yet. */
void runOnce(async () => makeKeys(readSettings(process.env)));
