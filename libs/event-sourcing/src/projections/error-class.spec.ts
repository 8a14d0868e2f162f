import { DatabaseError } from 'pg';
import { errorClass, placeOf } from './error-class';

describe('what is kept of an error', () => {
  it('is its class', () => expect(errorClass(new RangeError('Synthetic Person'))).toBe('RangeError'));

  it('is SQLSTATE and constraint where it came from the database', () => {
    const error = Object.assign(new DatabaseError('Key (name)=(Synthetic Person) exists', 9, 'error'), {
      code: '23505',
      constraint: 'tally_pkey',
      detail: 'Key (name)=(Synthetic Person)',
    });
    expect(errorClass(error)).toBe('DatabaseError 23505 tally_pkey');
  });

  it('is the kind of thing where it is no error', () => expect(errorClass('Synthetic Person')).toBe('string'));
});

describe('where it was thrown', () => {
  it('has no line of the message, also of one that looks like a stack', () => {
    const place = placeOf(new Error('Synthetic Person\n    at 1 Synthetic Street'));
    expect(place).toContain('error-class.spec');
    expect(place).not.toContain('Synthetic');
  });
});
