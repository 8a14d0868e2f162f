export * from './attributes';
export * from './audience';
export * from './json-schema';
export * from './schema-files';
