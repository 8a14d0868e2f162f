import { withCouncilsHere } from '../stories/support/deployment';
import { type Deployed, deploy } from './deployed';

/** Kept between set-up and tear-down, which are modules of one process. */
export const held = globalThis as { ttgServices?: Deployed };

/** The stories are played one after another on one deployment: the clock of a demo only goes forwards. */
export default async (): Promise<void> => {
  held.ttgServices = await deploy(withCouncilsHere);
  process.env.SERVICES_URL = held.ttgServices.url;
};
