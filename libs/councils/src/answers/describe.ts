import { text } from '../describe';

const moment = (description: string) => ({ ...text(description), format: 'date-time' });
const object = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

const shown = {
  answerId: { ...text('Names it here.'), format: 'uuid' },
  council: text('GSS code of the council whose topic it stood on.'),
  type: { ...text('What it said it was; null where that is nothing a council may say.'), type: ['string', 'null'] },
  state: {
    ...text('refused: the council has to mend it. failed: we have. recorded: a person had it tried again.'),
    enum: ['refused', 'failed', 'recorded'],
  },
  status: { type: 'integer', description: 'As the same would be answered over HTTP.' },
  code: text('What is wrong, for programs.'),
  tries: { type: 'integer', description: 'How often it was tried.' },
  receivedAt: moment('When it was read.'),
  triedAt: moment('When it was last tried.'),
};

const error = object({
  field: text('Which field.'),
  message: text('What is wrong with it.'),
  fix: text('What to write instead.'),
});

export const parkedSchema = object({
  answers: {
    type: 'array',
    description: 'Those that were not recorded, the longest there first.',
    items: object(shown),
  },
});

export const answerSchema = object({
  ...shown,
  messageId: { ...text("The council's own id of it, where it had one."), type: ['string', 'null'] },
  detail: { ...text('What is wrong, in a sentence; null once it is recorded.'), type: ['string', 'null'] },
  errors: { type: 'array', description: 'The fields to mend.', items: error },
});
