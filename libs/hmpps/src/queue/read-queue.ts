/** Taken at once by one request, and kept one by one. */
const batch = 10;
/** Seconds SQS keeps a request open until something comes. */
const longPoll = 20;
/** Seconds a message is ours alone: long enough to be kept many times over. */
const oursFor = 60;
/** Seconds until one that could not be kept is there again; after a few times the queue's own rule puts it aside. */
const againIn = 5;
/** What is in hand is finished when we stop. Milliseconds. */
const stopsWithinMs = 5_000;

export interface Reader {
  /** Whoever resolves has kept it: it leaves the queue. */
  readonly keep: (body: string, messageId?: string) => Promise<unknown>;
  readonly notKept: (error: Error) => void;
}

/** Reads until the signal aborts. @throws what the queue could not be read for: it may be begun again */
export const readQueue = async (queueUrl: string, reader: Reader, signal: AbortSignal): Promise<void> => {
  const { sqs, consumer } = await open(queueUrl, reader);
  try {
    // All may have ended while what speaks with AWS was loaded: a signal that has aborted calls nobody.
    if (!signal.aborted) await untilStopped(consumer, signal);
  } catch (error) {
    // A request that was cut off has failed, as it was to.
    if (!signal.aborted) throw error;
  } finally {
    sqs.destroy();
  }
};

type Opened = Awaited<ReturnType<typeof open>>;

const open = async (queueUrl: string, { keep, notKept }: Reader) => {
  // What speaks with AWS is large: who has no queue does without.
  const [{ SQSClient }, { Consumer }] = await Promise.all([import('@aws-sdk/client-sqs'), import('sqs-consumer')]);
  const sqs = new SQSClient({ region: regionOf(queueUrl), endpoint: new URL(queueUrl).origin });
  const consumer = Consumer.create({
    ...{ queueUrl, sqs, batchSize: batch, waitTimeSeconds: longPoll, visibilityTimeout: oursFor },
    ...{ terminateVisibilityTimeout: againIn, pollingCompleteWaitTimeMs: stopsWithinMs },
    handleMessage: async (message) => {
      await keep(message.Body ?? '', message.MessageId);
      return message;
    },
  });
  consumer.on('processing_error', notKept);
  return { sqs, consumer };
};

const untilStopped = async (consumer: Opened['consumer'], signal: AbortSignal): Promise<void> => {
  const failed = new Promise<never>((_, reject) => {
    consumer.on('error', (error) => {
      consumer.stop();
      reject(error);
    });
  });
  const stopped = new Promise<void>((resolve) => consumer.once('stopped', () => resolve()));
  const stop = (): void => consumer.stop({ abort: true });
  signal.addEventListener('abort', stop, { once: true });
  consumer.start();
  try {
    await Promise.race([failed, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/** As it stands in the address of a queue of AWS; of another server, what the environment says, or London's. */
const regionOf = (queueUrl: string): string =>
  /^sqs\.([a-z0-9-]+)\.amazonaws\.com$/.exec(new URL(queueUrl).hostname)?.[1] ?? process.env.AWS_REGION ?? 'eu-west-2';
