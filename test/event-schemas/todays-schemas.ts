import { type EventSchema, namedBy } from '@ttg/messaging/contract';
import { contexts } from '../event-versions/contexts';
import { answerSchemas } from './generator/answers';
import { generateSchemas } from './generator/generate';
import { noticeSchemas } from './generator/notices';
import type { Written } from './kept-schemas';

/** What is written and said today, by the sources. */
export interface Today {
  readonly written: readonly Written[];
  readonly schemas: readonly EventSchema[];
}

/** Of every dictionary there is (a new context need not be named here), of the notices to councils, and of their answers. */
export const todaysSchemas = async (): Promise<Today> => {
  const definitions = (await contexts()).flatMap((context) => context.definitions);
  const exchanged = [...noticeSchemas(), ...answerSchemas()];
  return {
    written: [...definitions, ...exchanged.map(({ $id }) => namedBy($id))],
    schemas: [...generateSchemas(definitions), ...exchanged],
  };
};
