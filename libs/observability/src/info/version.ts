import release from '../../../../package.json';

/** Of this release. */
export const { version } = release;
