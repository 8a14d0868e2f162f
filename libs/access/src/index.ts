export * from './account';
export * from './demo-accounts';
export * from './demo-identities';
export * from './identities';
