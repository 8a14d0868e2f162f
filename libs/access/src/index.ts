export * from './account';
export * from './council-clients/access-tokens';
export * from './council-clients/client-identities';
export * from './council-clients/council-clients';
export * from './demo-accounts';
export * from './demo-identities';
export * from './identities';
