import type { EventAttributes, NoticeAttributes } from '../attributes';
import type { JsonSchema } from '../json-schema';

const text = (description: string): JsonSchema => ({ type: 'string', description });
const instant = (description: string): JsonSchema => ({ type: 'string', format: 'date-time', description });
const count = (description: string): JsonSchema => ({ type: 'string', pattern: '^\\d+$', description });

/** What every message has. */
const common: Readonly<Record<keyof NoticeAttributes, JsonSchema>> = {
  specversion: { const: '1.0', description: 'CloudEvents 1.0.' },
  id: text('Names it for ever. A message may come twice: take each id once.'),
  source: text('The context that says it.'),
  type: text('What happened.'),
  time: instant('When the system learned it.'),
  datacontenttype: { const: 'application/json', description: 'The same as `content-type`.' },
  dataschema: text('The `$id` of the JSON Schema of its data: type and version.'),
  traceparent: {
    type: 'string',
    pattern: '^00-[\\da-f]{32}-[\\da-f]{16}-[\\da-f]{2}$',
    description: 'Its step in a trace, by W3C Trace Context: go on from it if you draw traces.',
  },
};

const ofEvents: Readonly<Record<Exclude<keyof EventAttributes, keyof NoticeAttributes>, JsonSchema>> = {
  subject: text('The stream it stands in: the one thing it is about.'),
  partitionkey: text('The key of the record: the case, or the person where there is none.'),
  schemaversion: count('The version of its form.'),
  revision: count('Its place in its stream, from 0.'),
  position: text('Its place among all events. Only the store can compare two of them.'),
  previous: text(
    'The position of the event before it among all: who has seen that one too has missed none in between.',
  ),
  caseid: text('From reception to the end of what she is owed after release. Events of `people` have none.'),
  personid: text('Whose it is. No number or name of hers.'),
  occurredat: instant('When it was true, as told by who recorded it.'),
  actorid: text('The account that did it; never a name.'),
  actorrole: text('In what role.'),
  actororganisation: text('For what organisation.'),
  correlationid: text('The same for all that came of one request.'),
  causationid: text('The event that it followed from, where it did.'),
};

// Messages of the first release have no trace.
const mayBeAbsent = ['caseid', 'causationid', 'previous', 'traceparent'];

const headers = (attributes: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties: {
    'content-type': { const: 'application/json', description: 'The data are JSON.' },
    ...Object.fromEntries(Object.entries(attributes).map(([name, schema]) => [`ce_${name}`, schema])),
  },
  required: [
    'content-type',
    ...Object.keys(attributes).flatMap((name) => (mayBeAbsent.includes(name) ? [] : [`ce_${name}`])),
  ],
});

/** The headers of an event on Kafka. */
export const eventHeaders = headers({ ...common, ...ofEvents });

/** The headers of a notice: nothing of hers. */
export const noticeHeaders = headers(common);

const ofAnswers: Readonly<Record<string, JsonSchema>> = {
  specversion: common.specversion,
  id: {
    type: 'string',
    pattern: '^[\\x21-\\x7e]{1,200}$',
    description: 'Yours, another one for each message. The same id again is the same message, and recorded once.',
  },
  source: text('The system that says it, as a URI: yours to choose.'),
  type: text('What it says.'),
};

const ifYouLike: Readonly<Record<string, JsonSchema>> = {
  time: instant('When you sent it. What counts is the day in the data.'),
  dataschema: common.dataschema,
  traceparent: { ...common.traceparent, description: 'Your trace: what follows here goes on in it.' },
};

/** The headers of what a council answers. Others are passed over. */
export const answerHeaders: JsonSchema = {
  ...headers(ofAnswers),
  properties: { ...headers(ofAnswers).properties, ...headers(ifYouLike).properties },
};
