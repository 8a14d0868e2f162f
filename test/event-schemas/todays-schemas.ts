import { type EventSchema, namedBy } from '@ttg/messaging/contract';
import { contexts } from '../event-versions/contexts';
import { generateSchemas } from './generator/generate';
import { noticeSchemas } from './generator/notices';
import type { Written } from './kept-schemas';

/** What is written and said today, by the sources. */
export interface Today {
  readonly written: readonly Written[];
  readonly schemas: readonly EventSchema[];
}

/** Of every dictionary there is (a new context need not be named here), and of the notices to councils. */
export const todaysSchemas = async (): Promise<Today> => {
  const definitions = (await contexts()).flatMap((context) => context.definitions);
  const notices = noticeSchemas();
  return {
    written: [...definitions, ...notices.map(({ $id }) => namedBy($id))],
    schemas: [...generateSchemas(definitions), ...notices],
  };
};
