import { held } from './global-setup';

export default async (): Promise<void> => {
  await held.ttgServices?.remove();
};
