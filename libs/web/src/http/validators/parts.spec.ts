import { ArrayMaxSize, ArrayMinSize, IsOptional, IsString } from 'class-validator';
import { Problem } from '../problems/problem';
import { validationPipe } from '../validation/validation-pipe';
import { IsListOf, IsPart } from './parts';

class Name {
  @IsString() first!: string;
}
class Woman {
  @IsPart(() => Name) name!: Name;
  @IsOptional() @IsListOf(() => Name) others?: Name[];
  @IsOptional() @ArrayMinSize(1) @ArrayMaxSize(2) @IsListOf(() => Name) few?: Name[];
}

const faults = async (body: object): Promise<readonly string[]> => {
  try {
    await validationPipe().transform(body, { type: 'body', metatype: Woman });
    return [];
  } catch (problem) {
    return problem instanceof Problem ? problem.errors.map(({ message }) => message) : [String(problem)];
  }
};

describe('a part of a request', () => {
  it('is an object with fields of its own', async () => {
    expect(await faults({ name: { first: 'Synthetic' }, others: [{ first: 'Example' }] })).toEqual([]);
    expect(await faults({ name: {} })).toEqual(['name.first is missing.']);
    expect(await faults({})).toEqual(['name is missing.']);
  });

  it.each([[[]], [[[]]], ['text'], [3]])('is not %j', async (name) => {
    expect(await faults({ name })).toContain('name must be an object.');
  });
});

describe('a list of parts', () => {
  it.each([['text'], [{}], [[[]]]])('is not %j', async (others) => {
    expect(await faults({ name: { first: 'Synthetic' }, others })).toContain('others must be a list of objects.');
  });

  it('is told first that it is none, and then how many it may hold', async () => {
    const long = Array.from({ length: 3 }, () => ({ first: 'Synthetic' }));
    expect(await faults({ name: { first: 'Synthetic' }, few: 'text' })).toEqual(['few must be a list of objects.']);
    expect(await faults({ name: { first: 'Synthetic' }, few: [] })).toEqual(['few is an empty list.']);
    expect(await faults({ name: { first: 'Synthetic' }, few: long })).toHaveLength(1);
  });

  it('names the item that is no object', async () => {
    expect(await faults({ name: { first: 'Synthetic' }, others: [3] })).toEqual(['others.0 must be an object.']);
  });

  it('tells of each fault once, and of no more than fifty', async () => {
    expect(await faults({ name: 3 })).toEqual(['name must be an object.']);
    const others = Array.from({ length: 80 }, () => ({ first: 3 }));
    expect(await faults({ name: { first: 'Synthetic' }, others })).toHaveLength(50);
  });
});
