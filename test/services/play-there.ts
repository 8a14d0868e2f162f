import { listen } from '../observability/sent';
import { keepSent } from './playing';

/** In these projects alone, the stories are played where their set-up has started something: see test/stories/support/deployment.ts. */
process.env.STORIES_URL = process.env.SERVICES_URL;
// Each suite in a world of its own: what they sent is kept for whoever comes after them.
if (process.env.PLAYING) listen(keepSent);
