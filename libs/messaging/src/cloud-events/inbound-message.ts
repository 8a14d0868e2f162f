import { isUtf8 } from 'node:buffer';
import { isWithinBounds } from '@ttg/web/server/body-bounds';
import type { KafkaMessage } from 'kafkajs';
import { text } from './event-message';

/**
 * A message that somebody else wrote, as a CloudEvent: binary mode, its attributes are headers that begin with `ce_`, its data the
 * value. Nothing is believed of it: what cannot be read is not there, and whoever takes it judges what is.
 */
export const cloudEventOf = ({ value, headers = {} }: Pick<KafkaMessage, 'value' | 'headers'>): object => {
  const attributes = Object.entries(headers).flatMap(([name, header]) => {
    const content = text(header);
    return name.startsWith('ce_') && content !== undefined ? [[name.slice('ce_'.length), content] as const] : [];
  });
  return { ...Object.fromEntries(attributes), data: jsonOf(value) };
};

/** As the edge reads a body: text that is no UTF-8, or that is endless in shape, is none. */
const jsonOf = (value: Buffer | null): unknown => {
  if (!value || !isUtf8(value)) return undefined;
  try {
    const data: unknown = JSON.parse(value.toString('utf8'));
    return isWithinBounds(data) ? data : undefined;
  } catch {
    return undefined;
  }
};
