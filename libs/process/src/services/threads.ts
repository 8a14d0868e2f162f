/**
 * How many threads a service has for what blocks: names are looked up on them, files are read, keys are derived. By itself Node has
 * four, of which names may take two: two councils whose name servers hang, and no other webhook finds its way, nor Kafka, nor HMPPS. Of
 * sixteen they may take eight. docker-compose.yml and docker/Dockerfile say the same.
 */
export const threadsOfServices = 16;

/** @returns the environment of a service with that; what it says already holds. libuv reads it as the process starts. */
export const withThreads = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  UV_THREADPOOL_SIZE: String(threadsOfServices),
  ...environment,
});
