import type { JsonSchema } from '@ttg/messaging/contract';
import { breaks } from './breaks';

const text: JsonSchema = { type: 'string' };
const day: JsonSchema = { type: 'string', format: 'date' };
const object = (properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const codes = (...list: readonly string[]): JsonSchema => ({ type: 'string', enum: list });
const growing = (...list: readonly string[]): JsonSchema => ({ type: 'string', 'x-extensible-enum': list });
const sealed = (compartment: string, opens: JsonSchema): JsonSchema => ({
  ...object({ $sealed: text }, ['$sealed']),
  'x-compartment': compartment,
  'x-opens': opens,
});

const before = object({ on: day, reason: codes('homeless', 'threatened'), note: text }, ['on', 'reason']);
const changed = (fields: Readonly<Record<string, JsonSchema>>, required: readonly string[] = ['on', 'reason']) =>
  object({ ...before.properties, ...fields }, required);

describe('a published event', () => {
  it.each([
    ['stays as it is', before],
    ['gets a field that may be absent', changed({ council: text })],
    ['gets other words', { ...before, description: 'In other words.' }],
    ['names its fields in another order', object({ note: text, ...before.properties }, ['reason', 'on'])],
  ])('may change where it %s', (_how, after) => {
    expect(breaks(before, after, '')).toEqual([]);
  });

  it.each([
    ['loses a field', object({ on: day, note: text }, ['on']), 'readers', 'reason', 'is gone'],
    [
      'loses a field that could be absent',
      object({ on: day, reason: codes('homeless', 'threatened') }, ['on', 'reason']),
      'readers',
      'note',
      'is gone',
    ],
    ['no longer has a field each time', changed({}, ['on']), 'readers', 'reason', 'may now be absent'],
    [
      'has a field each time that it did not have',
      changed({}, ['on', 'reason', 'note']),
      'history',
      'note',
      'could be absent',
    ],
    [
      'gets a new field each time',
      changed({ council: text }, ['council', 'on', 'reason']),
      'history',
      'council',
      'could be absent',
    ],
    ['gets a wider type', changed({ note: { type: ['string', 'number'] } }), 'readers', 'note', 'may now be number'],
    [
      'gets a new code',
      changed({ reason: codes('homeless', 'threatened', 'evicted') }),
      'readers',
      'reason',
      'has a new code "evicted"',
    ],
    ['loses a code', changed({ reason: codes('homeless') }), 'history', 'reason', 'had the code "threatened"'],
    ['has text in place of codes', changed({ reason: text }), 'readers', 'reason', 'is no longer a list of codes'],
    ['has codes in place of text', changed({ note: codes('short') }), 'history', 'note', 'was not a list of codes'],
    ['no longer keeps a format', changed({ on: text }), 'readers', 'on', 'is no longer of the format date'],
    ['has a format that it did not have', changed({ note: day }), 'history', 'note', 'was not of the format date'],
  ] as const)('is broken where it %s', (_how, after, whom, at, what) => {
    expect(breaks(before, after, '')).toEqual([{ whom, at, what }]);
  });

  it.each([
    ['says how many there may be', { type: 'array', items: text }, { type: 'array', items: text, minItems: 1 }],
    ['no longer says how large a number is', { type: 'number', maximum: 5 }, { type: 'number' }],
    ['is put together of others', day, { ...day, allOf: [text] }],
    ['stands elsewhere', { type: 'object' }, { type: 'object', $ref: '#/$defs/day' }],
  ])('is broken where it %s, and by any word of JSON Schema that nothing here looks at', (_how, was, is) => {
    expect(new Set(breaks(was, is, 'field').map(({ whom }) => whom))).toEqual(new Set(['readers', 'history']));
  });

  it('is broken where fields that it does not name are refused from now on, or were', () => {
    const closed = { ...before, additionalProperties: false };
    expect(breaks(before, closed, '').map(({ whom }) => whom)).toEqual(['history']);
    expect(breaks(closed, before, '').map(({ whom }) => whom)).toEqual(['readers']);
    expect(breaks(before, { ...before, additionalProperties: true }, '')).toEqual([]);
  });

  it('is broken for both where a type is another', () => {
    expect(breaks(before, changed({ note: { type: 'number' } }), '')).toEqual([
      { at: 'note', whom: 'readers', what: 'may now be number' },
      { at: 'note', whom: 'history', what: 'was string' },
    ]);
  });

  it('is narrowed for what was written before', () => {
    const wide = changed({ note: { type: ['string', 'null'] } });
    expect(breaks(wide, before, '')).toEqual([{ at: 'note', whom: 'history', what: 'was null' }]);
  });
});

describe('a list of codes that was said to grow', () => {
  it('may grow', () => expect(breaks(growing('G1'), growing('G1', 'G2'), 'rule')).toEqual([]));

  it('keeps the codes that were written', () =>
    expect(breaks(growing('G1', 'G2'), growing('G2'), 'rule')).toEqual([
      { at: 'rule', whom: 'history', what: 'had the code "G1"' },
    ]));

  it('may be closed', () => expect(breaks(growing('G1'), codes('G1'), 'rule')).toEqual([]));

  it('cannot be said to grow afterwards', () =>
    expect(breaks(codes('G1'), growing('G1'), 'rule')).toEqual([
      { at: 'rule', whom: 'readers', what: 'was not said to grow' },
    ]));
});

describe('what stands deeper down', () => {
  it.each([
    ['in a part', object({ findings: before }), object({ findings: changed({ note: day }) }), 'findings.note'],
    ['in a list', { type: 'array', items: before }, { type: 'array', items: changed({ note: day }) }, '[].note'],
    ['under any name', { additionalProperties: text }, { additionalProperties: day }, '.*'],
    ['in a seal', sealed('contact', before), sealed('contact', changed({ note: day })), ' (opened).note'],
  ])('is looked at too: %s', (_where, was, is, at) => {
    expect(breaks(was, is, '')).toEqual([{ at, whom: 'history', what: 'was not of the format date' }]);
  });
});

describe('a sealed field', () => {
  it('is broken where another key opens it: who has the one may not have the other', () =>
    expect(breaks(sealed('contact', text), sealed('health', text), 'phone')).toEqual([
      { at: 'phone', whom: 'readers', what: 'is sealed with the key for health, and was with that for contact' },
    ]));

  it('is broken for both where it is written in clear, or a clear one is sealed', () => {
    const whom = (was: JsonSchema, is: JsonSchema) => new Set(breaks(was, is, 'phone').map((found) => found.whom));
    expect(whom(sealed('contact', text), text)).toEqual(new Set(['readers', 'history']));
    expect(whom(text, sealed('contact', text))).toEqual(new Set(['readers', 'history']));
  });
});

describe('a choice of forms', () => {
  const accepted = object({ status: { const: 'ACCEPTED' }, reason: codes('PRIORITY_NEED') }, ['status']);
  const refused = object({ status: { const: 'NOT_ACCEPTED' }, reason: codes('NO_LOCAL_CONNECTION') }, ['status']);
  const withdrawn = object({ status: { const: 'WITHDRAWN' } }, ['status']);
  const found = (was: readonly JsonSchema[], is: readonly JsonSchema[]) =>
    breaks({ anyOf: was }, { anyOf: is }, 'outcome').map(({ whom }) => whom);

  it('may stay, in any order, each with new fields that may be absent', () =>
    expect(
      found([accepted, refused], [refused, { ...accepted, properties: { ...accepted.properties, on: day } }]),
    ).toEqual([]));

  it('gets no form that readers do not know', () =>
    expect(found([accepted, refused], [accepted, refused, withdrawn])).toEqual(['readers']));

  it('loses no form that was written', () => expect(found([accepted, refused], [accepted])).toEqual(['history']));

  it('is held to what is said beside it, of all of them', () => {
    const sealedWith = (compartment: string): JsonSchema => ({ anyOf: [accepted], 'x-compartment': compartment });
    expect(breaks(sealedWith('contact'), sealedWith('health'), 'outcome').map(({ whom }) => whom)).toEqual(['readers']);
  });

  it('is broken where one form was all there was', () =>
    expect(breaks(accepted, { anyOf: [accepted, refused] }, 'outcome').map(({ whom }) => whom)).toEqual(['readers']));
});
