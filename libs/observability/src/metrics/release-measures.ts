import { Inject, Injectable } from '@nestjs/common';
import { type ObservabilityOptions, observabilityOptions } from '../options';
import { version } from '../info/version';
import { Measures } from './measures';

/** Which release runs. */
@Injectable()
export class ReleaseMeasures {
  constructor(measures: Measures, @Inject(observabilityOptions) { service, commit }: ObservabilityOptions) {
    const labels = ['service', 'version', 'commit'];
    const release = measures.gauge({ name: 'ttg_release', help: '1, with what runs as its labels', labels });
    release.set({ service, version, commit: commit ?? 'unknown' }, 1);
  }
}
