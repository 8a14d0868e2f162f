import { fieldsOf } from './fields';

const row = { codes: [], grows: false, always: false, sealed: false, words: '' };

describe('the fields of an event, as the page shows them', () => {
  it('are told with whether they are always there, and what they mean', () =>
    expect(
      fieldsOf({
        properties: { on: { type: 'string', format: 'date', description: 'The day.' }, days: { type: 'number' } },
        required: ['on'],
      }),
    ).toEqual([
      { ...row, name: 'on', form: 'date', always: true, words: 'The day.' },
      { ...row, name: 'days', form: 'number' },
    ]));

  it('have their codes, and whether more may come', () =>
    expect(
      fieldsOf({
        properties: {
          reason: { type: 'string', enum: ['homeless', 'threatened'] },
          audience: { type: 'array', items: { type: 'string', 'x-extensible-enum': ['council-housing'] } },
          confirmed: { type: 'boolean', const: true },
        },
      }),
    ).toEqual([
      { ...row, name: 'reason', form: 'code', codes: ['homeless', 'threatened'] },
      { ...row, name: 'audience', form: 'list of: code', codes: ['council-housing'], grows: true },
      { ...row, name: 'confirmed', form: 'code', codes: ['true'] },
    ]));

  it('are followed by those of their parts', () =>
    expect(
      fieldsOf({
        properties: {
          before: { type: 'object', properties: { date: { type: 'string', format: 'date' } }, required: ['date'] },
          items: { type: 'array', items: { type: 'object', properties: { itemId: { type: 'string' } } } },
          facts: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
        },
      }),
    ).toEqual([
      { ...row, name: 'before', form: 'fields' },
      { ...row, name: 'before.date', form: 'date', always: true },
      { ...row, name: 'items', form: 'list of: fields' },
      { ...row, name: 'items[].itemId', form: 'text' },
      { ...row, name: 'facts', form: 'by name: text, nothing' },
    ]));

  it('are followed by what is under a seal', () =>
    expect(
      fieldsOf({
        properties: {
          names: {
            type: 'object',
            properties: { $sealed: { type: 'string' } },
            'x-compartment': 'identity',
            'x-opens': { type: 'object', properties: { first: { type: 'string' } }, required: ['first'] },
          },
        },
      }),
    ).toEqual([
      { ...row, name: 'names', form: 'sealed (identity)' },
      { ...row, name: 'names.first', form: 'text', always: true, sealed: true },
    ]));

  it('are those of each form, where there are several', () =>
    expect(
      fieldsOf({
        properties: {
          outcome: {
            anyOf: [
              { properties: { status: { const: 'ACCEPTED' } } },
              { properties: { status: { const: 'NOT_ACCEPTED' } } },
            ],
          },
        },
      }),
    ).toEqual([
      { ...row, name: 'outcome', form: 'one of several forms' },
      { ...row, name: 'outcome.status', form: 'code', codes: ['ACCEPTED'] },
      { ...row, name: 'outcome.status', form: 'code', codes: ['NOT_ACCEPTED'] },
    ]));
});
