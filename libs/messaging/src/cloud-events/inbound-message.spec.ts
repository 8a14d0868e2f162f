import { cloudEventOf } from './inbound-message';

const message = (value: string | null, headers: Record<string, string | Buffer | string[]> = {}) => ({
  value: value === null ? null : Buffer.from(value),
  headers,
});

describe('a message of somebody else', () => {
  it('is a CloudEvent by its headers, and its data by its value', () => {
    const headers = {
      ...{ ce_specversion: Buffer.from('1.0'), ce_id: 'a-1', ce_type: ['council.receipt', 'other'] },
      'content-type': 'application/json',
    };
    expect(cloudEventOf(message('{"how":"email"}', headers))).toEqual({
      ...{ specversion: '1.0', id: 'a-1', type: 'council.receipt' },
      data: { how: 'email' },
    });
  });

  it.each([null, '', '{"how":', 'text'])('has no data where the value is %j', (value) =>
    expect(cloudEventOf(message(value))).toEqual({ data: undefined }),
  );

  it('has no data where they are broken, or so deep that nobody gets out again', () => {
    const broken = Buffer.from('"\u00e9"', 'latin1');
    expect(cloudEventOf({ value: broken, headers: {} })).toEqual({ data: undefined });
    expect(cloudEventOf(message('['.repeat(50_000) + ']'.repeat(50_000)))).toEqual({ data: undefined });
  });

  it('cannot say by a header what its data are, nor what it is made of', () => {
    const headers = { ce_data: '{"how":"email"}', ce___proto__: 'x' };
    const event = cloudEventOf(message('[]', headers));
    expect(event).toHaveProperty('data', []);
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
  });
});
