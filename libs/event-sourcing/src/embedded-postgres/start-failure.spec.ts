import { StartFailure, storageFailure } from './start-failure';

const failed = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });

describe('a folder that cannot be written to', () => {
  it.each([
    ['EROFS', '/d is on a read-only disk. Set DATA_DIR to a folder that can be written to.'],
    ['ENOSPC', 'The disk that holds /d is full. Free some space, or set DATA_DIR to a folder on another disk.'],
    ['EACCES', '/d cannot be written to by this user. Change its owner, or set DATA_DIR to another folder.'],
  ])('%s becomes a sentence that says what to do', (code, sentence) => {
    expect(storageFailure(failed(code), '/d')).toEqual(new StartFailure(sentence));
  });

  it('leaves an error it does not know as it came', () => {
    const error = failed('EIO');
    expect(storageFailure(error, '/d')).toBe(error);
  });
});
