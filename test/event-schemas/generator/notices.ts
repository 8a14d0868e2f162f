import { noticeTypes } from '@ttg/councils/notices/notice';
import { dataSchemaOf, type EventSchema } from '@ttg/messaging/contract';
import { titleOf } from './title';

const ofReferral =
  'Where to fetch what it is about, with the credentials of the council. 410 once she does not agree any more, or the referral is withdrawn.';
const ofAnswer =
  'Where to fetch what is wrong with the message, with the credentials of the council. 404 after 30 days.';

/** @returns the schemas of what councils are told: of each type the same, for a notice holds nothing but an address. */
export const noticeSchemas = (): EventSchema[] =>
  Object.entries(noticeTypes).map(([type, words]) => ({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: dataSchemaOf(type, 1),
    title: titleOf(type),
    description: words,
    type: 'object',
    properties: {
      detailUrl: {
        type: 'string',
        format: 'uri',
        description: type === 'council.answer-refused' ? ofAnswer : ofReferral,
      },
    },
    required: ['detailUrl'],
  }));
