import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StubHmpps } from '../../libs/hmpps/src/testing/stub-hmpps';
import { KafkaServer } from '../brokers/kafka-server';
import { withCouncilsHere } from '../stories/support/deployment';
import { type AppEnvironment, runCommand } from '../support/built-app';
import { hmppsEnvironment } from '../support/hmpps-environment';
import { deploy } from './deployed';
import { held } from './global-setup';
import type { Playing } from './playing';
import { afterTheStories, knownToHmpps } from './known-to-hmpps';

type Stop = () => Promise<void> | void;

/** Kept between set-up and tear-down, which are modules of one process. */
const aside = globalThis as { ttgAsideOfPlaying?: Stop[] };

/** On KAFKA_BROKERS, or on a Kafka that is started for it; with an HMPPS that answers, and all told in the log that can be. @param program what the stories are played on */
export const playOnKafka = async (program: string, more: AppEnvironment = {}): Promise<void> => {
  try {
    await start(program, more);
  } catch (error) {
    await stopPlaying();
    throw error;
  }
};

const start = async (program: string, more: AppEnvironment): Promise<void> => {
  const stops: Stop[] = (aside.ttgAsideOfPlaying = []);
  const kafka = process.env.KAFKA_BROKERS ? undefined : await KafkaServer.start();
  if (kafka) stops.push(() => kafka.stop());
  const hmpps = await StubHmpps.start();
  stops.push(() => hmpps.stop());
  knownToHmpps(hmpps, afterTheStories);
  const folder = mkdtempSync(join(tmpdir(), 'ttg-playing-'));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const playing: Playing = {
    brokers: kafka?.brokers ?? process.env.KAFKA_BROKERS ?? '',
    topicPrefix: `ttg-test-${randomUUID().slice(0, 8)}`,
    printed: join(folder, 'printed'),
    sent: join(folder, 'sent'),
  };
  const env = { KAFKA_BROKERS: playing.brokers, KAFKA_TOPIC_PREFIX: playing.topicPrefix };
  const { exitCode, output } = await runCommand(env, 'topics', 'ensure');
  if (exitCode !== 0) throw new Error(`The topics could not be made:\n${output}`);
  const told = { ...withCouncilsHere, ...hmppsEnvironment(hmpps.settings), LOG_LEVEL: 'verbose' };
  held.ttgServices = await deploy({ ...told, ...env, ...more }, { program, printsTo: playing.printed });
  process.env.SERVICES_URL = held.ttgServices.url;
  process.env.PLAYING = JSON.stringify(playing);
};

export const stopPlaying = async (): Promise<void> => {
  await held.ttgServices?.remove();
  for (const stop of aside.ttgAsideOfPlaying?.reverse() ?? []) await stop();
};
