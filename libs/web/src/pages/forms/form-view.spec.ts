import type { Fields } from './fields';
import { formView } from './form-view';

const fields = {
  reason: { kind: 'text', label: 'Why', missing: 'Say why', max: 20 },
  until: { kind: 'day', label: 'Until', missing: 'Say until when' },
  to: {
    kind: 'choice',
    label: 'To',
    missing: 'Choose',
    choices: [
      { value: 'a', text: 'A' },
      { value: 'b', text: 'B' },
    ],
  },
} as const satisfies Fields;

describe('a form shown again', () => {
  it('keeps all that was typed, right or wrong', () => {
    const { fields: views } = formView(fields, { reason: '<b>', 'until-day': '31', 'until-month': '2', to: 'b' });
    expect(views.map((view) => view.value)).toEqual(['<b>', '', 'b']);
    expect(views[1]?.boxes.map((box) => box.value)).toEqual(['31', '2', '']);
    expect(views[2]?.choices.map((choice) => choice.checked)).toEqual([false, true]);
  });

  it('says what is wrong beside its field, and leads there from the top', () => {
    const view = formView(fields, {}, [{ field: 'until', text: 'Say until when' }, { text: 'Others came first' }]);
    expect(view.fields[1]?.error).toBe('Say until when');
    expect(view.errors).toEqual([{ text: 'Say until when', href: '#until-day' }, { text: 'Others came first' }]);
  });
});
