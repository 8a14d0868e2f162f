import type { Fields } from './fields';
import { readForm } from './read-form';

const fields = {
  willDo: { kind: 'text', label: 'What will be done', missing: 'Say what will be done', max: 20 },
  by: { kind: 'day', label: 'By when', missing: 'Say by when' },
  to: { kind: 'choice', label: 'To whom', missing: 'Choose whom', choices: [{ value: 'a', text: 'A' }] },
} as const satisfies Fields;

const typed = { willDo: 'Ring the hostel', 'by-day': '5', 'by-month': '3', 'by-year': '2027', to: 'a' };
const errorOf = (more: Record<string, unknown>) => readForm(fields, { ...typed, ...more }).errors;

describe('a form', () => {
  it('gives texts as typed, days as calendar dates and choices', () => {
    expect(readForm(fields, typed).values).toEqual({ willDo: 'Ring the hostel', by: '2027-03-05', to: 'a' });
  });

  it('keeps emoji, right-to-left text and what looks like markup as it is, counted in characters', () => {
    for (const willDo of ['👩🏽‍🦱 ok', 'اتصل بها', '<b>{{ 7*7 }}</b>', "'; drop table x"]) {
      expect(readForm(fields, { ...typed, willDo }).values?.willDo).toBe(willDo);
    }
    expect(errorOf({ willDo: '😀'.repeat(20) })).toBeUndefined();
    expect(errorOf({ willDo: '😀'.repeat(21) })).toEqual([
      { field: 'willDo', text: '“What will be done” must be 20 characters or fewer' },
    ]);
  });

  it('takes the line ends of a text area for one character', () => {
    expect(readForm(fields, { ...typed, willDo: 'a\r\nb' }).values?.willDo).toBe('a\nb');
  });

  it('says what is missing, field by field', () => {
    expect(readForm(fields, {}).errors).toEqual([
      { field: 'willDo', text: 'Say what will be done' },
      { field: 'by', text: 'Say by when' },
      { field: 'to', text: 'Choose whom' },
    ]);
    expect(errorOf({ willDo: ' \n ' })).toHaveLength(1);
  });

  it.each([
    ['a day that does not exist', { 'by-day': '30', 'by-month': '2' }],
    ['a day half given', { 'by-month': '' }],
    ['a year of two digits', { 'by-year': '27' }],
    ['a control character', { willDo: 'a\u0000b' }],
    ['broken unicode', { willDo: 'a\ud800b' }],
    ['a choice that was not offered', { to: 'b' }],
    ['a field sent twice', { willDo: ['a', 'b'] }],
    ['an object in the place of a text', { to: { value: 'a' } }],
  ])('refuses %s', (_, more) => expect(errorOf(more)).toHaveLength(1));
});
