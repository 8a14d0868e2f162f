import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema } from '@ttg/messaging/contract';
import { eventHeaders, noticeHeaders } from '@ttg/messaging/contract/asyncapi/headers';

/** The headers of messages, by what they are of. */
export type Headers = Readonly<Record<string, JsonSchema>>;

export const todaysHeaders: Headers = { events: eventHeaders, notices: noticeHeaders };

const file = join(__dirname, 'released-headers.json');

/** Those of the last release. */
export const releasedHeaders = (): Headers => JSON.parse(readFileSync(file, 'utf8')) as Headers;

export const releaseHeaders = (): void => writeFileSync(file, `${JSON.stringify(todaysHeaders, null, 2)}\n`);
