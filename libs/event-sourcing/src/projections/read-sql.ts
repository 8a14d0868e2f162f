import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns the SQL of a file that stands beside the code: `readSql(__dirname, 'referral-inbox.schema.sql')`. */
export const readSql = (directory: string, file: string): string => readFileSync(join(directory, file), 'utf8');
