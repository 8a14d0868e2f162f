/** In this project alone, the stories are played where its set-up has started the services: see test/stories/support/deployment.ts. */
process.env.STORIES_URL = process.env.SERVICES_URL;
