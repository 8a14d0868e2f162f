import { types } from 'node:util';

/**
 * Something on this machine keeps the system from starting, and a person can put it right. `sentence` says what to do;
 * the application prints it, and nothing else, and ends with an exit code other than 0.
 */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';

  constructor(
    readonly sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}

const storageReasons: Readonly<Record<string, (folder: string) => string>> = {
  EROFS: (folder) => `${folder} is on a read-only disk. Set DATA_DIR to a folder that can be written to.`,
  ENOSPC: (folder) =>
    `The disk that holds ${folder} is full. Free some space, or set DATA_DIR to a folder on another disk.`,
  EDQUOT: (folder) =>
    `The quota of the disk that holds ${folder} is used up. Free some space, or set DATA_DIR to another disk.`,
  EACCES: (folder) =>
    `${folder} cannot be written to by this user. Change its owner, or set DATA_DIR to another folder.`,
  EPERM: (folder) =>
    `${folder} cannot be written to by this user. Change its owner, or set DATA_DIR to another folder.`,
  ENOTDIR: (folder) => `${folder} cannot be made, because a file is in the way. Set DATA_DIR to a folder.`,
  EEXIST: (folder) => `${folder} cannot be made, because a file is in the way. Set DATA_DIR to a folder.`,
};

/** @returns the failure to tell a person of when `folder` could not be written to; other errors as they came. */
export const storageFailure = (error: unknown, folder: string): unknown => {
  const sentence = storageReasons[errorCode(error) ?? ''];
  return sentence ? new StartFailure(sentence(folder), { cause: error }) : error;
};

/** @returns the code of a system call's error: `ENOENT`. Also of one that was made in another realm, as under Jest. */
export const errorCode = (error: unknown): string | undefined =>
  types.isNativeError(error) && 'code' in error ? String(error.code) : undefined;
